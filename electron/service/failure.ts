import type { Failure } from '../contract/index.ts';
import { EngineError } from '../engine/engine.ts';

/** Expected failures keep their code; anything else is a bug, reported and answered as `internal` without its text. */
export function toFailure(error: unknown, report: (error: unknown) => void): Failure {
  if (!(error instanceof EngineError)) {
    report(error);
    return { code: 'internal' };
  }
  const { code, subject, detail, holder } = error;
  return {
    code,
    ...(subject !== undefined && { subject }),
    ...(detail !== undefined && { detail }),
    ...(holder && { holder }),
  };
}
