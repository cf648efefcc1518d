import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const RESCUE_SCRIPT = fileURLToPath(new URL('../../assets/rescue/strongroom-rescue.py', import.meta.url));

export interface Rescued {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the rescue script as anybody would who has a vault and nothing else. */
export function rescue(...args: string[]): Rescued {
  return rescueIn({}, ...args);
}

/** The same with something else in its environment. */
export function rescueIn(env: Readonly<Record<string, string>>, ...args: string[]): Rescued {
  const { status, stdout, stderr, error } = spawnSync('python3', [RESCUE_SCRIPT, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...env },
  });
  if (error) throw error;
  return { status, stdout, stderr };
}
