import { ERRORS, type ErrorCode, type Failure } from '../contract/index.ts';

/** An expected failure of this room, for what is refused before the engine is asked. */
export class Refusal extends Error implements Failure {
  override readonly name = 'EngineError';
  readonly code: ErrorCode;
  readonly subject?: string;

  constructor(code: ErrorCode, subject?: string) {
    super(`refuse: ${code}`);
    this.code = code;
    if (subject !== undefined) this.subject = subject;
  }
}

/** Expected failures keep their code; anything else is a bug, told on stderr and answered as `internal` without its text. */
export function toFailure(error: unknown, report: (error: unknown) => void): Failure {
  if (isExpected(error)) {
    return {
      code: error.code,
      ...(typeof error.subject === 'string' && { subject: error.subject }),
      ...(typeof error.detail === 'string' && { detail: error.detail }),
    };
  }
  report(error);
  return { code: 'internal' };
}

// By name and code, not by class: an error that came out of a worker thread has lost its prototype.
function isExpected(error: unknown): error is Failure {
  return (
    typeof error === 'object' &&
    error !== null &&
    'name' in error &&
    error.name === 'EngineError' &&
    'code' in error &&
    typeof error.code === 'string' &&
    Object.hasOwn(ERRORS, error.code)
  );
}
