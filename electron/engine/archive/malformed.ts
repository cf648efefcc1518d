import { EngineError } from '../base/index.ts';

/** A listing that no writer makes. */
export function malformed(detail: string): EngineError {
  return new EngineError('set-damaged', { detail: `manifest ${detail}` });
}
