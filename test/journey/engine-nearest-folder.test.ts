import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';

let place: EnginePlace;
let engine: Engine;
let sets: string[];

/** One point for each list of folders; each folder holds a file. */
beforeEach(async () => {
  place = new EnginePlace('nearest');
  engine = await place.withPlan();
  sets = [];
  for (const folders of [['a/b/c'], ['a/b'], [], ['a'], ['a/b/c', 'a/b/d']]) {
    rmSync(place.source, { recursive: true });
    mkdirSync(place.source);
    writeFileSync(join(place.source, 'till.txt'), 'till');
    for (const folder of folders) {
      mkdirSync(join(place.source, folder), { recursive: true });
      writeFileSync(join(place.source, folder, 'f'), folder);
    }
    sets.push(await backUp(engine));
  }
});
afterEach(() => place.remove());

const nearest = async (point: number, path: string) => {
  const { at, above, before, after } = await engine.nearestFolder('P', { at: sets[point] ?? '', path });
  expect(at).toBe((await engine.points('P'))[point]?.at);
  const pointOf = (found: { setId: string } | undefined) => found && sets.indexOf(found.setId);
  return { above, before: pointOf(before), after: pointOf(after) };
};

describe('the way on from a folder that a point does not hold', () => {
  it('is the nearest folder above it, and the nearest points that do hold it', async () => {
    expect(await nearest(1, 'source/a/b/c')).toEqual({ above: 'source/a/b', before: 0, after: 4 });
    expect(await nearest(2, 'source/a/b/c')).toEqual({ above: 'source', before: 0, after: 4 });
    expect(await nearest(3, 'source/a/b')).toEqual({ above: 'source/a', before: 1, after: 4 });
    expect(await nearest(3, 'source/a/b/d')).toEqual({ above: 'source/a', before: undefined, after: 4 });
    expect(await nearest(4, 'source/a/b/x')).toEqual({ above: 'source/a/b', before: undefined, after: undefined });
    expect(await nearest(4, 'elsewhere/a')).toEqual({ above: '', before: undefined, after: undefined });
  });

  it('leads past a file that has the folder’s name', async () => {
    rmSync(join(place.source, 'a'), { recursive: true });
    writeFileSync(join(place.source, 'a'), 'now a file');
    sets.push(await backUp(engine));
    expect(await nearest(5, 'source/a/b')).toEqual({ above: 'source', before: 4, after: undefined });
  });

  it('is refused for a point that there is not', async () => {
    const asked = engine.nearestFolder('P', { at: 'nonesuch', path: 'source/a' });
    expect(await failureOf(asked)).toBe('point-unknown');
  });
});
