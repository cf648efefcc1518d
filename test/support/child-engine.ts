import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Progress } from '../../electron/contract/index.ts';

export type ChildPhase = 'open' | Progress['phase'];

const killer = fileURLToPath(new URL('./kill-at.ts', import.meta.url));
const script = fileURLToPath(new URL('./engine-child.ts', import.meta.url));

export interface ChildEnd {
  /** Undefined where it was killed before it could say anything. */
  readonly value: unknown;
  readonly failure: string | undefined;
  readonly phases: readonly string[];
  readonly stderr: string;
}

export interface ChildEngine {
  readonly process: ChildProcess;
  readonly ended: Promise<ChildEnd>;
  /** Resolves when the child says that it is in this phase, or has ended. */
  in(phase: ChildPhase): Promise<void>;
}

export interface ChildRules {
  /** Whose process it is. */
  readonly uid?: number;
  /** Ends with no chance to tidy up right before its n-th change in this folder. */
  readonly killAt?: { readonly change: number; readonly in: string };
  /** A signal that it sends itself as soon as it enters a phase. */
  readonly signal?: { readonly in: ChildPhase; readonly name: 'SIGKILL' | 'SIGSTOP' };
}

/** Starts the engine in a process of its own. */
export function startChild(
  home: string,
  verb: string,
  input: unknown,
  { uid, signal, killAt }: ChildRules = {},
): ChildEngine {
  const own = signal ? [signal.in, signal.name] : [];
  const first = killAt ? ['--import', killer] : [];
  const child = spawn(process.execPath, [...first, script, home, verb, JSON.stringify(input), ...own], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(killAt && {
      env: { ...process.env, STRONGROOM_KILL_AT: String(killAt.change), STRONGROOM_KILL_IN: killAt.in },
    }),
    ...(uid !== undefined && { uid, gid: uid }),
  });
  const phases: string[] = [];
  const waiting = new Map<string, () => void>();
  let value: unknown;
  let failure: string | undefined;
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => {
    const said = JSON.parse(line) as { phase?: string; value?: unknown; failure?: string };
    if (said.phase !== undefined) {
      phases.push(said.phase);
      waiting.get(said.phase)?.();
    }
    value ??= said.value;
    failure ??= said.failure;
  });
  const ended = new Promise<ChildEnd>((done) => {
    child.once('close', () => {
      for (const wake of waiting.values()) wake();
      done({ value, failure, phases, stderr });
    });
  });
  return {
    process: child,
    ended,
    in: (phase) =>
      phases.includes(phase) || child.exitCode !== null
        ? Promise.resolve()
        : new Promise((wake) => waiting.set(phase, wake)),
  };
}

/** Kills it with no chance to tidy up, `afterMs` from now; answers whether it still ran. */
export async function killAfter(child: ChildEngine, afterMs: number): Promise<boolean> {
  let killed = false;
  const timer = setTimeout(() => {
    killed = child.process.exitCode === null && child.process.signalCode === null && child.process.kill('SIGKILL');
  }, afterMs);
  await child.ended;
  clearTimeout(timer);
  return killed;
}

/**
 * Lets one that stops itself go on to its end. Again and again: it speaks before it stops, and a word to go on that comes
 * in between is lost.
 */
export async function goOn(child: ChildEngine): Promise<ChildEnd> {
  const timer = setInterval(() => child.process.kill('SIGCONT'), 50);
  const end = await child.ended;
  clearInterval(timer);
  return end;
}
