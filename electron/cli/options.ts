import type { Words } from '../words/index.ts';
import { CliFailure } from './cli-failure.ts';
import type { OptionName } from './command-spec.ts';

/** What was given on the command line, read as what it must be. */
export interface Options {
  flag(name: OptionName): boolean;
  text(name: OptionName): string | undefined;
  list(name: OptionName): string[];
  choice<const T extends string>(name: OptionName, choices: readonly T[]): T | undefined;
  /** Several of them: given several times, or joined by commas. */
  choices<const T extends string>(name: OptionName, choices: readonly T[]): T[];
  count(name: OptionName, range: { least: number; most: number }): number | undefined;
}

export function createOptions(values: Readonly<Partial<Record<string, unknown>>>, words: Words): Options {
  const refuse = (detail: string) => new CliFailure({ code: 'usage', detail });

  // An empty value is nearly always an unset variable in a script; as a path it would mean the current folder.
  const texts = (name: OptionName): string[] => {
    const found = [values[name] ?? []].flat().map(String);
    if (found.includes('')) throw refuse(words('cli.usage.empty-value', { option: `--${name}` }));
    // `--to --zip x` has forgotten a folder; one that is really called so is written ./--zip.
    if (found.some((value) => /^--[a-z]/.test(value)))
      throw refuse(words('cli.usage.option-needs-value', { option: `--${name}` }));
    return found;
  };
  const text = (name: OptionName) => texts(name).at(-1);

  return {
    flag: (name) => values[name] === true,
    text,
    list: texts,
    choices: <const T extends string>(name: OptionName, choices: readonly T[]) =>
      texts(name)
        .flatMap((value) => value.split(','))
        .map((value) => {
          const chosen = choices.find((choice) => choice === value);
          if (chosen !== undefined) return chosen;
          throw refuse(words('cli.usage.not-a-choice', { option: `--${name}`, value, choices: choices.join(', ') }));
        }),
    choice(name, choices) {
      const value = text(name);
      const chosen = choices.find((choice) => choice === value);
      if (value === undefined || chosen !== undefined) return chosen;
      throw refuse(words('cli.usage.not-a-choice', { option: `--${name}`, value, choices: choices.join(', ') }));
    },
    count(name, { least, most }) {
      const value = text(name);
      if (value === undefined) return undefined;
      const count = Number(value);
      if (/^\d+$/.test(value) && count >= least && count <= most) return count;
      throw refuse(words('cli.usage.not-a-count', { option: `--${name}`, value, least, most }));
    },
  };
}
