import { SEAL_MAX, SEAL_NAMES } from '../archive/index.ts';
import { goodCopiesAmong, type Place } from '../place/index.ts';
import { readWhole, removeBegun } from './place-files.ts';

/** Both seals of a set and then the good copies of them, as far as they are among these names. */
export function sealsAmong(names: readonly string[]): string[] {
  return [...SEAL_NAMES.filter((seal) => names.includes(seal)), ...goodSealsAmong(names)];
}

/** What a seal may be read from, the next one only where the one before is of no worth. */
export function* sealCandidates(names: () => readonly string[]): Generator<string> {
  yield* SEAL_NAMES;
  yield* goodSealsAmong(names());
}

function goodSealsAmong(names: readonly string[]): string[] {
  return SEAL_NAMES.flatMap((seal) => goodCopiesAmong(names, seal));
}

/** The second seal where it is missing, or a blow cut its writing short. For a set whose first seal is whole. */
export function completeSealCopy(place: Place, folder: string): void {
  const [name, copy] = SEAL_NAMES.map((each) => `${folder}/${each}`) as [string, string];
  removeBegun(place, folder, (begun) => begun === SEAL_NAMES[1]);
  const seal = readWhole(place, name, SEAL_MAX);
  if (place.size(copy) !== undefined) {
    const begun = readWhole(place, copy, SEAL_MAX);
    // What says something else is damaged, and stays as it is.
    if (begun.length >= seal.length || !seal.subarray(0, begun.length).equals(begun)) return;
    place.remove(copy);
  }
  place.put(copy, seal);
}
