import { placeOf } from '../archive/index.ts';
import type { CataloguedSet } from '../catalogue/index.ts';
import type { KeepPoint, Standing } from '../plan/index.ts';

/** A point as the rule of what is kept sees it. */
export function keepPoint({ seal }: CataloguedSet, standing: Standing): KeepPoint {
  return {
    id: seal.set,
    seq: seal.seq,
    place: placeOf(seal),
    at: seal.at,
    complete: seal.outcome === 'complete',
    standing,
    parent: seal.parent?.set ?? null,
  };
}
