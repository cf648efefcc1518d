import { Command, type Option } from 'commander';
import type { Words } from '../words/index.ts';
import { CliFailure } from './cli-failure.ts';
import type { CommandSpec } from './command-spec.ts';
import { nearest } from './nearest.ts';

/**
 * Commander with our own sentences: it calls these methods when a command line is wrong, and its own versions print English.
 * They are not in its types; an update that renamed one would be seen by the tests of wrong command lines.
 */
export class StrictCommand extends Command {
  /** What it was made of; groups have none. */
  spec?: CommandSpec;
  readonly #words: Words;

  constructor(words: Words, name?: string) {
    super(name);
    this.#words = words;
  }

  override createCommand(name?: string): StrictCommand {
    return new StrictCommand(this.#words, name);
  }

  missingArgument(name: string): never {
    throw refusal(this.#words('cli.usage.missing-argument', { argument: `<${name}>` }));
  }

  optionMissingArgument(option: Option): never {
    throw refusal(this.#words('cli.usage.option-needs-value', { option: option.flags }));
  }

  unknownOption(option: string): void {
    if (this.#isLater()) return;
    const known = [this, this.parent, this.parent?.parent].flatMap((command) => command?.options ?? []);
    const guess = nearest(
      option,
      known.flatMap(({ long }) => long ?? []),
    );
    throw this.#refusalWithGuess(this.#words('cli.usage.unknown-option', { option }), guess);
  }

  unknownCommand(): never {
    const command = this.args[0] ?? '';
    const guess = nearest(
      command,
      this.commands.map((known) => known.name()),
    );
    throw this.#refusalWithGuess(this.#words('cli.usage.unknown-command', { command }), guess);
  }

  _excessArguments(received: readonly string[]): void {
    if (this.#isLater()) return;
    throw refusal(this.#words('cli.usage.too-many', { word: received[this.registeredArguments.length] ?? '' }));
  }

  /** A command that is not there yet takes whatever it is given, to say so. */
  #isLater(): boolean {
    return this.spec !== undefined && this.spec.load === undefined;
  }

  #refusalWithGuess(problem: string, guess: string | undefined): CliFailure {
    return refusal(guess === undefined ? problem : this.#words('cli.usage.did-you-mean', { problem, guess }));
  }
}

function refusal(detail: string): CliFailure {
  return new CliFailure({ code: 'usage', detail });
}
