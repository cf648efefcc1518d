import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** As many as windows are tested at the same time (vitest.config.ts): they must not take the focus from each other. */
const DISPLAYS = 2;

/** Starts X servers of our own where there is no display, one for each worker, and gives them back when the tests are over. */
export default async function displays(): Promise<(() => Promise<void>) | undefined> {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return undefined;
  const servers: ChildProcess[] = [];
  const numbers: string[] = [];
  for (let i = 0; i < DISPLAYS; i++) {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    servers.push(server);
    numbers.push(`:${await displayNumber(server)}`);
  }
  process.env['DISPLAY'] = numbers[0];
  process.env['STRONGROOM_TEST_DISPLAYS'] = numbers.join(' ');
  return async () => {
    for (const server of servers) {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    }
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
