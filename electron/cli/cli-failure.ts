import { ERRORS, type ErrorCode, type Failure } from '../contract/index.ts';

/** A refusal of the command line itself. It crosses the same way as the engine's own failures. */
export class CliFailure extends Error implements Failure {
  readonly code: ErrorCode;
  declare readonly subject?: string;
  declare readonly detail?: string;

  constructor({ code, subject, detail }: Failure) {
    super(code);
    this.name = 'CliFailure';
    this.code = code;
    if (subject !== undefined) this.subject = subject;
    if (detail !== undefined) this.detail = detail;
  }
}

/** Known by its code and not by its class, so that asking does not load the engine. Anything else is a bug: `internal`. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: 'internal', detail: String(error) };
  const { code, subject, detail, holder } = error as Partial<Failure>;
  if (code === undefined || !Object.hasOwn(ERRORS, code)) return { code: 'internal', detail: inShort(error) };
  return {
    code,
    ...(subject === undefined ? {} : { subject }),
    ...(detail === undefined ? {} : { detail }),
    ...(holder && { holder }),
  };
}

const SHORT = 160;

/** A bug's message may be a stack or a document; the sentence around it stays one. The whole is there with STRONGROOM_TRACE. */
function inShort({ name, message }: Error): string {
  const [first = ''] = message.split('\n');
  return /^[[{]?$/.test(first) ? name : first.slice(0, SHORT);
}
