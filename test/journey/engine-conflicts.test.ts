import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Conflict } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';

let place: EnginePlace;
let engine: Engine;
let to: string;
beforeEach(async () => {
  place = new EnginePlace('conflict');
  mkdirSync(place.source);
  for (const name of ['same', 'older-here', 'newer-here'])
    writeFileSync(join(place.source, name), `${name} in the backup`);
  symlinkSync('backup', join(place.source, 'link'));
  engine = await place.withPlan();
  await backUp(engine);
  to = place.path('target');
  mkdirSync(join(to, 'source'), { recursive: true });
  const put = (name: string, text: string, time: number): void => {
    writeFileSync(join(to, 'source', name), text);
    utimesSync(join(to, 'source', name), time, time);
  };
  put('same', 'same in the backup', 1000);
  put('older-here', 'here', 1_000_000);
  put('newer-here', 'here', 4_000_000_000);
  symlinkSync('here', join(to, 'source', 'link'));
});
afterEach(() => place.remove());

const inPlace = (name: string): string => readFileSync(join(to, 'source', name), 'utf8');
const restore = (conflict: Conflict) => engine.restore({ plan: 'P', target: { kind: 'folder', path: to }, conflict });
const preview = (conflict: Conflict) =>
  engine.restorePreview({ plan: 'P', target: { kind: 'folder', path: to }, conflict });

describe('files that are already there', () => {
  it.each([
    { conflict: 'keep-both', older: 'here', newer: 'here', skipped: 0, names: 7 },
    { conflict: 'replace', older: 'older-here in the backup', newer: 'newer-here in the backup', skipped: 0, names: 4 },
    { conflict: 'skip', older: 'here', newer: 'here', skipped: 3, names: 4 },
    { conflict: 'newer', older: 'older-here in the backup', newer: 'here', skipped: 1, names: 4 },
  ] as const)(
    'are treated as $conflict says, and the preview says so first',
    async ({ conflict, older, newer, skipped, names }) => {
      const before = snapshotTree(to);
      const expected = await preview(conflict);
      expect(differences(before, snapshotTree(to))).toBe('');

      const result = await restore(conflict);

      expect({ older: inPlace('older-here'), newer: inPlace('newer-here'), same: inPlace('same') }).toEqual({
        older,
        newer,
        same: 'same in the backup',
      });
      expect(readdirSync(join(to, 'source'))).toHaveLength(names);
      expect(result.files.failed).toBe(0);
      if (conflict !== 'newer') expect(result.files.skipped).toBe(skipped);
      expect(result.renamed).toHaveLength(conflict === 'keep-both' ? 3 : 0);
      const { create, replace, keepBoth, skip, keepNewer, same } = expected.counts;
      expect(create + replace + keepBoth + skip + keepNewer + same).toBe(4);
      // Equal content of another time counts as replaced beforehand: reading it all would take as long as the restore.
      if (conflict === 'replace') expect([3, 4]).toContain(replace);
      expect(
        result.renamed.every(({ as }) => readdirSync(join(to, 'source')).includes(as.slice(as.lastIndexOf('/') + 1))),
      ).toBe(true);
    },
  );

  it("of another kind are never removed: a folder in a file's place stays, a file in a folder's place refuses it", async () => {
    mkdirSync(join(place.source, 'folder'));
    writeFileSync(join(place.source, 'folder', 'inside'), 'inside');
    await backUp(engine);
    rmSync(to, { recursive: true });
    mkdirSync(join(to, 'source', 'same'), { recursive: true });
    writeFileSync(join(to, 'source', 'same', 'mine'), 'mine');
    writeFileSync(join(to, 'source', 'folder'), 'a file');

    for (const conflict of ['replace', 'keep-both', 'newer', 'skip'] as const) {
      const result = await restore(conflict);
      expect(result.failures).toContainEqual(
        expect.objectContaining({ path: 'source/folder/inside', code: 'name-collision' }),
      );
      expect(result.outcome).toBe('incomplete');
      expect(inPlace('same/mine')).toBe('mine');
      expect(inPlace('folder')).toBe('a file');
    }
  });

  it('make a restore of nothing but a folder that cannot be made fail', async () => {
    mkdirSync(join(place.source, 'empty'));
    await backUp(engine);
    writeFileSync(join(to, 'source', 'empty'), 'a file');

    const result = await engine.restore({ plan: 'P', paths: ['source/empty'], target: { kind: 'folder', path: to } });
    const more = await engine.restore({ plan: 'P', target: { kind: 'folder', path: to }, conflict: 'replace' });

    expect(result.outcome).not.toBe('complete');
    expect(result.failures).toMatchObject([{ path: 'source/empty', code: 'name-collision' }]);
    expect(more.outcome).toBe('incomplete');
  });
});

describe('a restore to the original place', () => {
  it('brings back what was deleted and leaves alone what is the same', async () => {
    const wanted = snapshotTree(place.source);
    rmSync(join(place.source, 'same'));
    rmSync(join(place.source, 'link'));

    const result = await engine.restore({ plan: 'P', target: { kind: 'original-place' } });

    expect(result).toMatchObject({ outcome: 'complete', files: { requested: 4, restored: 4, failed: 0 }, renamed: [] });
    const names = [...wanted].filter(([name]) => name !== '');
    expect(differences(new Map(names), new Map([...snapshotTree(place.source)].filter(([name]) => name !== '')))).toBe(
      '',
    );
  });
});
