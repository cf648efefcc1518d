/** What a command has to say, before it is decided how: lines for a person, a document for a program, a code for a script. */
export interface Answer {
  readonly document: unknown;
  /** Made only when they are printed. */
  readonly lines: () => readonly string[];
  readonly exit: number;
  /** In place of the lines: a file's content, printed as it is. */
  readonly content?: string;
  /** What --quiet leaves of it when all is well; without it everything, as for a question that was asked. */
  readonly quiet?: readonly string[];
}
