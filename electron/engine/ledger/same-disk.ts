import { type BigIntStats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { State } from '../catalogue/index.ts';
import { isRemote } from '../place/index.ts';

/**
 * Whether any source lies on the disk of the place, so that both are lost together. By the number that the system gives a
 * volume: two volumes of one disk count as two disks. A place that is not there yet will be made where its folder is.
 */
export function isSameDisk(sources: readonly string[], place: string): boolean {
  const disk = diskOf(place);
  return disk !== undefined && sources.some((source) => diskOf(source) === disk);
}

/**
 * Remembers it for `sameDiskOf`, which must not ask a disk: a network drive that does not answer would hold up whoever only wants
 * to know how the plans stand.
 */
export function noteDisks(
  state: State,
  { id, sources }: { readonly id: string; readonly sources: readonly { readonly path: string }[] },
  place: string,
): void {
  const paths = sources.map(({ path }) => path);
  state.note(keyOf(id), isSameDisk(paths, place) ? 'yes' : 'no');
}

/** Undefined for a plan whose disks no run has seen yet. */
export function sameDiskOf(state: State, plan: string): boolean | undefined {
  const noted = state.noted(keyOf(plan));
  return noted === undefined ? undefined : noted === 'yes';
}

function keyOf(plan: string): `same-disk:${string}` {
  return `same-disk:${plan}`;
}

function diskOf(path: string): bigint | undefined {
  if (isRemote(path)) return undefined;
  for (let at = resolve(path); ; at = dirname(at)) {
    const stats = statsOf(at);
    // Some network file systems of Windows have no number.
    if (stats) return stats.dev === 0n ? undefined : stats.dev;
    if (at === dirname(at)) return undefined;
  }
}

function statsOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}
