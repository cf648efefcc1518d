import { spawn } from 'node:child_process';
import { bundled } from './bundled.ts';

/**
 * The first of these folders that does not answer within the time; undefined where all do. Asked in a process of its own, which is
 * left to itself where it stands still.
 */
export function silentPath(paths: readonly string[], limitMs: number): Promise<string | undefined> {
  if (paths.length === 0) return Promise.resolve(undefined);
  const child = spawn(process.execPath, [bundled('place-probe'), ...paths], {
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  let answered = 0;
  child.stdout.on('data', (dots: Buffer) => (answered += dots.length));
  return new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(limit);
      resolve(paths[answered]);
    };
    const limit = setTimeout(() => {
      // Where it waits for a server it may be long in going.
      child.kill('SIGKILL');
      child.stdout.destroy();
      child.unref();
      settle();
    }, limitMs);
    child.once('close', settle);
    // It could not be started: that says nothing of the places.
    child.once('error', () => {
      answered = paths.length;
      settle();
    });
  });
}
