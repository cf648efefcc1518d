/**
 * They work with places or sources for long, and so in a process of their own: one that stands still can be left. Known here without all the rest of the
 * command line, so that the process which only waits loads nothing of it.
 */
export const LONG_COMMANDS = [
  'backup',
  'restore',
  'verify',
  'place test',
  'vault open',
  'prune',
  'copy',
  'repair',
  'consolidate',
] as const;

/** Whether these words may be one of them: a plan that is called like one costs a process and nothing else. */
export function mayBeLong(argv: readonly string[]): boolean {
  return LONG_COMMANDS.some((command) => command.split(' ').every((word) => argv.includes(word)));
}
