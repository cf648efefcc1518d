import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** Starts an X server of our own where there is no display, and gives it back when the tests are over. */
export default async function display(): Promise<(() => Promise<void>) | undefined> {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return undefined;
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  process.env['DISPLAY'] = `:${await displayNumber(server)}`;
  return async () => {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
  };
}

async function displayNumber(server: ChildProcess): Promise<string> {
  const failed = once(server, 'error').then(([error]) => {
    throw new Error('start Xvfb: run "npm run setup" once', { cause: error });
  });
  const ended = once(server, 'exit').then(([code]) => {
    throw new Error(`start Xvfb: it ended with ${String(code)}`);
  });
  ended.catch(() => undefined);
  // Xvfb writes the number of the display it found free once it is ready for windows.
  const [number] = await Promise.race([once(server.stdio[3] as Readable, 'data'), failed, ended]);
  return String(number).trim();
}
