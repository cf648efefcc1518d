import type { Command } from 'commander';
import type { Words } from '../words/index.ts';
import { flagsOf } from './option-flags.ts';
import type { StrictCommand } from './strict-command.ts';
import { labelled } from './text/table.ts';

/** The page of --help: usage, what it does, what may be given, what is below it. */
export function helpPage(command: StrictCommand, words: Words): string {
  const below = command.commands.filter((child) => child.name() !== 'help') as StrictCommand[];
  const isLater = (child: StrictCommand) => child.spec !== undefined && child.spec.load === undefined;
  const rows = (commands: readonly StrictCommand[]) =>
    commands.map((child) => [nameOf(child), child.description()] as const);
  const options = command.options.map((option) => [option.flags, option.description] as const);
  const isTop = command.parent === null;

  const sections = [
    [`${words('help.usage')} ${usageOf(command, words)}`, '', command.description()],
    section(
      words('help.arguments'),
      command.registeredArguments.map((argument) => [argument.name(), argument.description] as const),
    ),
    section(words('help.commands'), rows(below.filter((child) => !isLater(child)))),
    section(words('help.later'), rows(below.filter(isLater))),
    isTop ? [] : section(words('help.options'), options),
    section(words('help.global-options'), [
      ...topOf(command).options.map((option) => [option.flags, option.description] as const),
      ['--help', words('help.option.help')],
    ]),
    isTop ? [words('help.codes')] : [],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function section(title: string, rows: readonly (readonly [string, string])[]): string[] {
  return rows.length === 0 ? [] : [title, ...labelled(rows)];
}

function usageOf(command: StrictCommand, words: Words): string {
  const given = command.registeredArguments.map((argument) =>
    argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
  );
  const needed = (command.spec?.options ?? []).filter(({ required }) => required).map(flagsOf);
  const below = command.commands.length > 0 ? [words('help.sub-words')] : [];
  return ['strongroom', nameOf(command), ...given, ...needed, ...below, words('help.words')]
    .filter((word) => word !== '')
    .join(' ');
}

/** The words that call it: `plan add`. */
function nameOf(command: Command): string {
  return command.parent === null ? '' : `${nameOf(command.parent)} ${command.name()}`.trim();
}

function topOf(command: Command): Command {
  return command.parent === null ? command : topOf(command.parent);
}
