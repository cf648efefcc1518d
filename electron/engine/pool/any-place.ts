import { EngineError } from '../base/index.ts';
import { goodCopiesBeside, isPlaceGone, mirroredPaths } from '../place/index.ts';
import type { StoredChunk } from './tasks.ts';
import { threadFacts } from './thread-facts.ts';

/** Of this thread's damaged volumes, so that their folders are listed once. */
const besides = new Map<string, readonly string[]>();

/**
 * Reads a chunk in its own place, or, where it is lost there or the place is gone, from a good copy beside it or in another place that holds the same. `isLost`: whether an
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
    for (const volumePath of otherPaths(chunk.volumePath)) {
      try {
        return read({ ...chunk, volumePath });
      } catch (other) {
        if (!isLost(other) && !isGone(other)) throw other;
      }
    }
    throw error;
  }
}

/** Good copies of a volume first, then the same volume in other places, and good copies of it there. */
export function* otherPaths(path: string): Generator<string> {
  yield* besidesOf(path);
  for (const mirrored of mirroredPaths(path, threadFacts().mirrors ?? [])) {
    yield mirrored;
    yield* besidesOf(mirrored);
  }
}

function besidesOf(path: string): readonly string[] {
  const known = besides.get(path);
  if (known) return known;
  try {
    const found = goodCopiesBeside(path);
    besides.set(path, found);
    return found;
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

export function isGone(error: unknown): boolean {
  return error instanceof EngineError && isPlaceGone(error);
}
