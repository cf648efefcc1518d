import { homedir } from 'node:os';
import { inspect } from 'node:util';
import { EXIT } from '../contract/index.ts';
import { VAULT_README, WATCH_FILE, writeLetter } from '../words/index.ts';
import { isApart, obeyWaiting, tellSaid } from './apart.ts';
import { INTERRUPTS } from './interrupts.ts';
import type { Output, World } from './world.ts';

/** The world of this very process. */
export function processWorld(broken?: World['broken']): World {
  const works = isApart();
  const listeners = new Set<() => void>();
  if (works)
    obeyWaiting(() => {
      if (listeners.size === 0) process.exit(EXIT.cancelled);
      for (const listener of listeners) listener();
    });
  return {
    argv: process.argv.slice(2),
    env: process.env,
    platform: process.platform,
    homedir: homedir(),
    cwd: process.cwd(),
    // The tables behind it take a moment to load.
    systemLocale: () => Intl.Collator().resolvedOptions().locale,
    stdout: output(process.stdout, works ? tellSaid : undefined),
    stderr: output(process.stderr),
    async openEngine(home) {
      const { openEngine } = await import('../engine/engine.ts');
      return openEngine({ home, vaultReadme: VAULT_README, watchFile: WATCH_FILE, writeLetter });
    },
    ...(broken && { broken }),
    async openIsolated(home) {
      const { IsolatedEngine } = await import('../service/apart/isolated-engine.ts');
      const options = { home, vaultReadme: VAULT_README, watchFile: WATCH_FILE };
      const report = (error: unknown): void => {
        if (process.env['STRONGROOM_TRACE']) process.stderr.write(`${inspect(error)}\n`);
      };
      return IsolatedEngine.open({ options, writeLetter, report, errors: 'ignore' });
    },
    onInterrupt(interrupted) {
      if (works) {
        listeners.add(interrupted);
        return () => void listeners.delete(interrupted);
      }
      for (const signal of INTERRUPTS) process.on(signal, interrupted);
      return () => {
        for (const signal of INTERRUPTS) process.off(signal, interrupted);
      };
    },
    halt: (exitCode) => process.exit(exitCode),
  };
}

function output(stream: NodeJS.WriteStream, first?: () => void): Output {
  // The reader of a pipe may leave early (`| head`): that is its right, and no failure of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => {
      first?.();
      stream.write(text);
    },
    isTerminal: stream.isTTY === true,
  };
}
