import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';

let place: EnginePlace;
let engine: Engine;
let outside: TreeSnapshot;
beforeEach(async () => {
  place = new EnginePlace('places');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'a'), 'a');
  mkdirSync(place.makeFolder('outside'), { recursive: true });
  writeFileSync(place.path('outside', 'precious'), 'precious');
  outside = snapshotTree(place.path('outside'));
  engine = await place.withPlan();
  await backUp(engine);
});
afterEach(() => place.remove());

describe('a link in the target', () => {
  it('is never followed below the chosen folder, and named', async () => {
    mkdirSync(join(place.source, 'sub'));
    writeFileSync(join(place.source, 'sub', 'precious'), 'from the backup');
    await backUp(engine);
    const to = place.makeFolder('target');
    mkdirSync(join(to, 'source'));
    symlinkSync(place.path('outside'), join(to, 'source', 'sub'));

    for (const conflict of ['replace', 'keep-both', 'newer'] as const) {
      const result = await engine.restore({ plan: 'P', target: { kind: 'folder', path: to }, conflict });
      expect(result).toMatchObject({ outcome: 'incomplete', files: { failed: 1 } });
      expect(result.failures).toContainEqual(
        expect.objectContaining({ path: 'source/sub/precious', code: 'blocked-by-link' }),
      );
    }
    expect(differences(outside, snapshotTree(place.path('outside')))).toBe('');
  });

  it('may be the chosen folder itself', async () => {
    symlinkSync(place.path('outside'), place.path('target'));
    const result = await engine.restore({ plan: 'P', target: { kind: 'folder', path: place.path('target') } });

    expect(result.outcome).toBe('complete');
    expect(readFileSync(place.path('outside', 'source', 'a'), 'utf8')).toBe('a');
  });
});

describe('a target that makes no sense', () => {
  it('is refused before the first byte', async () => {
    const restore = (path: string) => failureOf(engine.restore({ plan: 'P', target: { kind: 'folder', path } }));
    writeFileSync(place.path('file'), 'x');
    symlinkSync(place.vault, place.path('way-in'));

    expect(await restore(place.path('file'))).toBe('target-invalid');
    expect(await restore(place.vault)).toBe('target-in-vault');
    expect(await restore(join(place.vault, 'machines', 'new'))).toBe('target-in-vault');
    expect(await restore(place.path('way-in', 'deeper'))).toBe('target-in-vault');
    expect(lstatSync(place.path('file')).size).toBe(1);
  });
});
