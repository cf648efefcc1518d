import { ERRORS, type Failure } from '../../contract/index.ts';
import { EngineError } from './engine-error.ts';

/** An error as it crosses a process boundary, and as it is kept. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof EngineError)) return { code: 'internal', detail: String(error) };
  const { code, subject, detail } = error;
  if (!(code in ERRORS)) return { code: 'internal' };
  return { code, ...(subject && { subject }), ...(detail && { detail }) };
}
