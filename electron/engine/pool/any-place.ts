import { EngineError } from '../base/index.ts';
import { isPlaceGone, mirroredPaths } from '../place/index.ts';
import type { StoredChunk } from './tasks.ts';
import { threadFacts } from './thread-facts.ts';

/**
 * Reads a chunk in its own place, or, where it is lost there or the place is gone, in another that holds the same. `isLost`: whether an
 * error says the first. Throws what the first place threw.
 */
export function inAnyPlace<T>(
  chunk: StoredChunk,
  isLost: (error: unknown) => boolean,
  read: (chunk: StoredChunk) => T,
): T {
  try {
    return read(chunk);
  } catch (error) {
    if (!isLost(error) && !isGone(error)) throw error;
    for (const volumePath of mirroredPaths(chunk.volumePath, threadFacts().mirrors ?? [])) {
      try {
        return read({ ...chunk, volumePath });
      } catch (other) {
        if (!isLost(other) && !isGone(other)) throw other;
      }
    }
    throw error;
  }
}

export function isGone(error: unknown): boolean {
  return error instanceof EngineError && isPlaceGone(error);
}
