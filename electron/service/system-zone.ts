import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const PATIENCE_MS = 20_000;
const QUESTION = 'Intl.DateTimeFormat().resolvedOptions().timeZone';

/**
 * The name of the time zone that the system has now, asked of a new process: this one has kept the answer since its first question. Undefined
 * where nobody can say. `node`: the program of this process.
 */
export async function systemZone(node = process.execPath): Promise<string | undefined> {
  // What was set here for ourselves is not what the system says.
  const { TZ: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(node, ['-p', QUESTION], {
    env,
    timeout: PATIENCE_MS,
    windowsHide: true,
  });
  const zone = stdout.trim();
  return isZone(zone) ? zone : undefined;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
