/**
 * The command line: words in, text or one JSON document and an exit code out. It owns no rule of backups: what it is asked
 * goes to the engine's door, what comes back is told. Nothing is loaded before it is needed: `--version` starts nothing.
 */
if (process.argv.length === 3 && process.argv[2] === '--version') {
  const { APP_VERSION } = await import('../contract/index.ts');
  process.stdout.write(`${APP_VERSION}\n`);
} else {
  const { processWorld } = await import('./process-world.ts');
  const { runCli } = await import('./run-cli.ts');
  // Not process.exit: what is written to a pipe may not have left yet.
  process.exitCode = await runCli(processWorld());
}
