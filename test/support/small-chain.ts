import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace } from './engine-place.ts';
import { Prng } from './prng.ts';
import { snapshotTree, type TreeSnapshot } from './tree-snapshot.ts';

/** A full, two incrementals on it, and a differential; each later set stores one small file that no other has. */
export interface SmallChain {
  readonly place: EnginePlace;
  readonly engine: Engine;
  readonly full: string;
  readonly first: string;
  readonly second: string;
  readonly differential: string;
  readonly trees: ReadonlyMap<string, TreeSnapshot>;
}

/** `a` and `b` rest in the full; `c` only in the first incremental and its point; `d` in the second; `e` in the differential, which also stores `d`. */
export async function makeSmallChain(): Promise<SmallChain> {
  const place = new EnginePlace('chain');
  const prng = new Prng(3);
  const trees = new Map<string, TreeSnapshot>();
  const write = (name: string): void => writeFileSync(join(place.source, name), prng.bytes(300));
  mkdirSync(place.source);
  for (const name of ['a', 'b']) write(name);
  const engine = await place.withPlan();
  const run = async (kind: 'full' | 'incremental' | 'differential'): Promise<string> => {
    const setId = await backUp(engine, kind);
    trees.set(setId, snapshotTree(place.source));
    return setId;
  };
  const full = await run('full');
  write('c');
  const first = await run('incremental');
  rmSync(join(place.source, 'c'));
  write('d');
  const second = await run('incremental');
  write('e');
  const differential = await run('differential');
  return { place, engine, full, first, second, differential, trees };
}
