import type { OptionSpec } from './command-spec.ts';

/** As commander and the help write it: `--source <PATH...>`. */
export function flagsOf({ name, value }: OptionSpec): string {
  return value === undefined ? `--${name}` : `--${name} <${value}>`;
}
