import { homedir } from 'node:os';
import { VAULT_README, WATCH_FILE } from '../words/index.ts';
import type { Output, World } from './world.ts';

const INTERRUPTS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The world of this very process. */
export function processWorld(): World {
  return {
    argv: process.argv.slice(2),
    env: process.env,
    platform: process.platform,
    homedir: homedir(),
    cwd: process.cwd(),
    systemLocale: Intl.DateTimeFormat().resolvedOptions().locale,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    async openEngine(home) {
      const { openEngine } = await import('../engine/engine.ts');
      return openEngine({ home, vaultReadme: VAULT_README, watchFile: WATCH_FILE });
    },
    onInterrupt(interrupted) {
      for (const signal of INTERRUPTS) process.on(signal, interrupted);
      return () => {
        for (const signal of INTERRUPTS) process.off(signal, interrupted);
      };
    },
    halt: (exitCode) => process.exit(exitCode),
  };
}

function output(stream: NodeJS.WriteStream): Output {
  // The reader of a pipe may leave early (`| head`): that is its right, and no failure of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY === true,
  };
}
