import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that keeps writing into a file until it is stopped. Resolves once it has begun. */
export async function keepWriting(path: string): Promise<{ stop(): Promise<void> }> {
  const program = `
    const { openSync, writeSync } = require('node:fs');
    const fd = openSync(process.argv[1], 'r+');
    for (let n = 0; ; n++) {
      writeSync(fd, String(n), n % 1000);
      if (n === 10) process.stdout.write('begun');
    }`;
  const child = spawn(process.execPath, ['-e', program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const ended = once(child, 'exit');
  return {
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
