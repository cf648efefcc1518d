import type { WordKey } from '../words/index.ts';
import type { Answer } from './answer.ts';
import type { Options } from './options.ts';
import type { Session } from './session.ts';

type Below<Prefix extends string> = WordKey extends infer K
  ? K extends `${Prefix}.${infer Name}`
    ? Name
    : never
  : never;

export type CommandName = Below<'help.command'>;
export type OptionName = Below<'help.option'>;
export type ArgumentName = Below<'help.argument'>;

/** One verb: asks the engine, gives the answer. It prints nothing itself. */
export type Verb = (session: Session, given: Given) => Promise<Answer>;

export interface Given {
  readonly args: readonly string[];
  readonly options: Options;
}

export interface ArgumentSpec {
  readonly name: ArgumentName;
  readonly optional?: true;
}

export interface OptionSpec {
  readonly name: OptionName;
  /** What stands after it, in capitals; without it the option is a flag. `...` takes several. */
  readonly value?: string;
  readonly required?: true;
  /** Known and documented, and answered with `not-yet`. */
  readonly later?: true;
}

export interface CommandSpec {
  readonly name: CommandName;
  readonly args?: readonly ArgumentSpec[];
  readonly options?: readonly OptionSpec[];
  /** Loaded when it is called. Without it the whole command is answered with `not-yet`. */
  readonly load?: () => Promise<Verb>;
}
