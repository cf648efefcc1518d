import { LANGUAGES, type Words } from '../words/index.ts';
import { CliFailure } from './cli-failure.ts';
import type { ArgumentSpec, CommandSpec } from './command-spec.ts';
import { COMMANDS, GLOBAL_OPTIONS } from './command-table.ts';
import { helpPage } from './help-page.ts';
import { flagsOf } from './option-flags.ts';
import { createOptions } from './options.ts';
import { StrictCommand } from './strict-command.ts';

/** A command line that was understood. */
export interface Call {
  readonly spec: CommandSpec;
  readonly args: readonly string[];
  readonly values: Readonly<Partial<Record<string, unknown>>>;
  readonly home: string | undefined;
  readonly quiet: boolean;
}

export interface ProgramOptions {
  readonly words: Words;
  readonly version: string;
  readonly called: (call: Call) => void;
  /** Help and version, which commander prints itself. */
  readonly show: (text: string) => void;
}

/** Commander's tree of commands, made of the table. It throws `CliFailure` on a wrong line, `CommanderError` after help. */
export function buildProgram({ words, version, called, show }: ProgramOptions): StrictCommand {
  const program = new StrictCommand(words, 'strongroom');
  program
    .exitOverride()
    .configureOutput({ writeOut: show, writeErr: () => {} })
    .configureHelp({ formatHelp: (command) => helpPage(command as StrictCommand, words) })
    .helpOption('--help', words('help.option.help'))
    .helpCommand('help [command]', words('help.command.help'))
    .version(version, '--version', words('help.option.version'))
    .description(words('help.about'));
  for (const option of GLOBAL_OPTIONS) program.option(flagsOf(option), words(`help.option.${option.name}`));
  for (const spec of COMMANDS) addCommand(program, { words, spec, called });
  return program;
}

function addCommand(
  program: StrictCommand,
  { words, spec, called }: { words: Words; spec: CommandSpec; called: (call: Call) => void },
): void {
  const { parent, name } = placeOf(program, spec, words);
  const command = parent.command(name);
  command.spec = spec;
  command.description(words(`help.command.${spec.name}`));
  const options = spec.options ?? [];
  for (const argument of spec.args ?? []) {
    command.argument(argumentOf(argument, spec), words(`help.argument.${argument.name}`));
  }
  for (const option of options) {
    const text = words(`help.option.${option.name}`);
    command.option(flagsOf(option), option.later ? words('help.not-yet', { text }) : text);
  }
  command.action(() => {
    refuseLater(spec, valuesOf(command));
    refuseIncomplete(spec, valuesOf(command), words);
    const globals = createOptions(valuesOf(program), words);
    globals.choice('lang', LANGUAGES);
    called({
      spec,
      args: command.args,
      values: valuesOf(command),
      home: globals.text('home'),
      quiet: globals.flag('quiet'),
    });
  });
}

function valuesOf(command: StrictCommand): Call['values'] {
  return Object.fromEntries(
    command.options.map((option) => [option.name(), command.getOptionValue(option.attributeName())]),
  );
}

/** `plan add` lies in the group `plan`, which is made with its first command. */
function placeOf(program: StrictCommand, spec: CommandSpec, words: Words): { parent: StrictCommand; name: string } {
  const [group = '', verb] = spec.name.split(' ');
  if (verb === undefined) return { parent: program, name: group };
  const known = program.commands.find((command) => command.name() === group);
  const made =
    known ?? program.command(group).description(words(`help.command.${group as 'plan' | 'vault' | 'config'}`));
  return { parent: made as StrictCommand, name: verb };
}

function argumentOf({ name, optional }: ArgumentSpec, spec: CommandSpec): string {
  return optional || spec.load === undefined ? `[${name}]` : `<${name}>`;
}

function refuseLater(spec: CommandSpec, values: Call['values']): void {
  const option = spec.options?.find(({ name, later }) => later && values[name] !== undefined);
  if (spec.load === undefined) throw new CliFailure({ code: 'not-yet', subject: spec.name });
  if (option !== undefined) throw new CliFailure({ code: 'not-yet', subject: `--${option.name}` });
}

/** Not left to commander, which would complain of what is missing before it sees that an option was mistyped. */
function refuseIncomplete(spec: CommandSpec, values: Call['values'], words: Words): void {
  const missing = spec.options?.find(({ name, required }) => required && values[name] === undefined);
  if (missing === undefined) return;
  throw new CliFailure({ code: 'usage', detail: words('cli.usage.option-missing', { option: flagsOf(missing) }) });
}
