import { EngineError } from '../../electron/engine/base/index.ts';

/** The code with which something was refused; anything else says what happened instead. */
export function refusalOf(work: () => unknown): string {
  try {
    return `accepted: ${JSON.stringify(work())?.slice(0, 200)}`;
  } catch (error) {
    return error instanceof EngineError ? error.code : `crashed: ${String(error)}`;
  }
}
