import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CommandSpec, OptionSpec } from '../../../electron/cli/command-spec.ts';
import { COMMANDS, GLOBAL_OPTIONS } from '../../../electron/cli/command-table.ts';
import { flagsOf } from '../../../electron/cli/option-flags.ts';
import {
  DAMAGE_CODES,
  ERRORS,
  type ErrorCode,
  GAP_CODES,
  RESTORE_FAILURE_CODES,
} from '../../../electron/contract/index.ts';
import { PHONE_CODES } from '../../../electron/words/index.ts';

const page = readFileSync(new URL('../../../docs/CLI.md', import.meta.url), 'utf8');

const [before = '', ...sections] = page.split(/^### `/m);

/** Heading of each command and the options in its table. */
const documented = Object.fromEntries(
  sections.flatMap((section) => {
    const heading = /^([^`]+)`\n/.exec(section)?.[1];
    return heading === undefined ? [] : [[heading, optionsIn(section)]];
  }),
);

function optionsIn(text: string): string[] {
  return [...text.matchAll(/^\| `(--[^`]+)` \| (not yet)?/gm)].map(
    ([, flags, later]) => `${flags}${later ? ' later' : ''}`,
  );
}

const headingOf = ({ name, args = [] }: CommandSpec) =>
  [name, ...args.map((argument) => (argument.optional ? `[${argument.name}]` : `<${argument.name}>`))].join(' ');

const optionOf = (spec: CommandSpec | undefined) => (option: OptionSpec) =>
  `${flagsOf(option)}${option.later || (spec && !spec.load) ? ' later' : ''}`;

describe('docs/CLI.md', () => {
  it('has every command with exactly its options, and no other', () => {
    const defined = Object.fromEntries(
      COMMANDS.map((spec) => [headingOf(spec), (spec.options ?? []).map(optionOf(spec))]),
    );

    expect(documented).toEqual(defined);
  });

  it('puts the commands that are not there yet under their own heading', () => {
    const later = page.slice(page.indexOf('## Not yet'));

    for (const spec of COMMANDS) {
      expect([spec.name, later.includes(`### \`${headingOf(spec)}\``)]).toEqual([spec.name, spec.load === undefined]);
    }
  });

  it('has the options of every command', () => {
    expect(optionsIn(before)).toEqual(GLOBAL_OPTIONS.map(optionOf(undefined)));
  });

  it('lists every error code with its telephone number and exit code', () => {
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (SR-\d+) \| (\d+) \|$/gm)].map(([, ...row]) => row);

    expect(rows).toEqual(
      (Object.keys(ERRORS) as ErrorCode[]).map((code) => [code, PHONE_CODES[code], String(ERRORS[code].exit)]),
    );
  });

  it('names every code that a result may hold', () => {
    const missing = [...GAP_CODES, ...RESTORE_FAILURE_CODES, ...DAMAGE_CODES].filter(
      (code) => !page.includes(`\`${code}\``),
    );

    expect(missing).toEqual([]);
  });
});
