import { type ApartEnd, doApart, isApart } from './apart.ts';
import { mayBeLong } from './long-commands.ts';

/**
 * The command line: words in, text or one JSON document and an exit code out. It owns no rule of backups: what it is asked
 * goes to the engine's door, what comes back is told. Nothing is loaded before it is needed: `--version` starts nothing.
 */
if (process.argv.length === 3 && process.argv[2] === '--version') {
  const { APP_VERSION } = await import('../contract/index.ts');
  process.stdout.write(`${APP_VERSION}\n`);
} else {
  const ended = !isApart() && mayBeLong(process.argv.slice(2)) ? await doApart() : undefined;
  process.exitCode = typeof ended === 'number' ? ended : await here(ended);
  // Everything is closed. To end by itself a process takes its memory apart, which takes longer than to answer; but what is written to a
  // pipe may not have left yet.
  if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
}

/** In this process; `ended`: in another one it came to no answer. */
async function here(ended: Exclude<ApartEnd, number> | undefined): Promise<number> {
  if (ended === 'broken-off') return (await import('../contract/index.ts')).EXIT.cancelled;
  const { processWorld } = await import('./process-world.ts');
  const { runCli } = await import('./run-cli.ts');
  return runCli(processWorld(ended));
}
