import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { INTERRUPTS } from './interrupts.ts';

/** Names the process that waits, to the one that works for it. */
const WAITING = 'STRONGROOM_WAITING';
/** A place that stands still holds up whoever works with it, and not even the system can end that one: so somebody else waits. */
const STOP_LIMIT_MS = 4500;

/** What a run makes of each file dies at once. Left alone, the part of memory where it is made grows with the count of files, and takes no less time for it. */
const MEMORY = '--max-semi-space-size=4';

/** The exit code of the process that did it, or how it ended without one; `broken-off` where it had begun to answer. */
export type ApartEnd = number | 'broken-off' | 'cancelled' | 'interrupted';

/** Of the process that works: it has begun to answer. */
const SAID = 'said';

/** Whether this process works for one that waits. Ends it where that one has gone before it had begun: nobody is to do for nobody what was asked, nor to wait for another. */
export function isApart(): boolean {
  const waiting = process.send && process.env[WAITING];
  if (waiting !== undefined && waiting !== String(process.ppid)) process.exit();
  return waiting !== undefined;
}

/**
 * Does this same command line in another process and waits for it. The first wish to stop is passed on; at the second, or where that has not
 * helped in time, it is killed and no longer waited for. Whatever it leaves is what a power cut would leave.
 */
export async function doApart(): Promise<ApartEnd> {
  const child = spawn(process.execPath, [...process.execArgv, MEMORY, ...process.argv.slice(1)], {
    stdio: ['inherit', passing(process.stdout), passing(process.stderr), 'ipc'],
    env: { ...process.env, [WAITING]: String(process.pid) },
    windowsHide: true,
  });
  pass(child.stdout, process.stdout);
  pass(child.stderr, process.stderr);
  let hasSaid = false;
  child.on('message', () => (hasSaid = true));
  const gone = Promise.withResolvers<ApartEnd>();
  child.once('error', () => gone.resolve('interrupted'));
  child.once('close', (code) => gone.resolve(code ?? 'interrupted'));
  const end = (): void => {
    letGo(child);
    gone.resolve(hasSaid ? 'broken-off' : 'cancelled');
  };
  let limit: NodeJS.Timeout | undefined;
  const interrupted = (): void => {
    if (limit) return end();
    limit = setTimeout(end, STOP_LIMIT_MS);
    if (child.connected) child.send('stop', () => {});
  };
  for (const signal of INTERRUPTS) process.on(signal, interrupted);
  try {
    return await gone.promise;
  } finally {
    clearTimeout(limit);
    for (const signal of INTERRUPTS) process.off(signal, interrupted);
  }
}

/** In the process that works: what comes now is the answer, and there is to be no other. */
export function tellSaid(): void {
  if (process.connected) process.send?.(SAID);
}

/** In the process that works: calls back when the one that waits wishes to stop, and ends with it. */
export function obeyWaiting(stop: () => void): void {
  // Meant for all programs of a terminal: the one that waits hears it too, and passes it on.
  for (const signal of INTERRUPTS) process.on(signal, () => {});
  process.on('message', stop);
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // What has come to its end may end.
  process.channel?.unref();
}

/** Whoever reads a pipe waits for all that hold it: only this process is to. */
function passing(stream: NodeJS.WriteStream): 'inherit' | 'pipe' {
  return stream instanceof Socket && !stream.isTTY ? 'pipe' : 'inherit';
}

/** Where nobody reads any more the rest is dropped: the work goes on. */
function pass(from: Readable | null, to: NodeJS.WriteStream): void {
  if (!from) return;
  from.pipe(to);
  to.on('error', () => from.resume());
}

function letGo(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.kill('SIGKILL');
  if (child.connected) child.disconnect();
  child.unref();
}
