import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Conflict, RestoreResult } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';

let place: EnginePlace;
let engine: Engine;
let to: string;
const extra: string[] = [];
beforeEach(async () => {
  place = new EnginePlace('undo');
  mkdirSync(join(place.source, 'folder'), { recursive: true });
  for (const name of ['a', 'b', 'folder/c', 'new']) writeFileSync(join(place.source, name), `${name} in the backup`);
  symlinkSync('backup', join(place.source, 'link'));
  writeFileSync(join(place.source, 'twin-1'), 'twins in the backup');
  linkSync(join(place.source, 'twin-1'), join(place.source, 'twin-2'));
  engine = await place.withPlan();
  await backUp(engine);
  to = place.path('target');
  fill(to);
});
afterEach(async () => {
  vi.useRealTimers();
  for (const folder of extra.splice(0)) rmSync(folder, { recursive: true, force: true });
  await place.remove();
});

/** Everything that the backup has, with other content, but for `new`. */
function fill(target: string): void {
  mkdirSync(join(target, 'source', 'folder'), { recursive: true });
  for (const name of ['a', 'b', 'folder/c', 'twin-1', 'twin-2', 'mine'])
    writeFileSync(join(target, 'source', name), `${name} before the restore`);
  symlinkSync('before', join(target, 'source', 'link'));
}

const at = (...name: string[]): string => join(to, 'source', ...name);
const restore = (conflict: Conflict = 'replace') =>
  engine.restore({ plan: 'P', target: { kind: 'folder', path: to }, conflict });
const undoOf = ({ undo }: RestoreResult): NonNullable<RestoreResult['undo']> => {
  if (!undo) throw new Error('it cannot be taken back');
  return undo;
};
/** Folders are changed by what happens in them: their times say nothing. */
const files = (tree: string): TreeSnapshot =>
  new Map([...snapshotTree(tree)].filter(([, line]) => !line.startsWith('folder')));

describe('a restore that replaced files', () => {
  it('is taken back whole: files, links, twins, what it made, and nothing of it is left', async () => {
    const before = files(to);
    const result = await restore();
    const undo = undoOf(result);
    expect(result.outcome).toBe('complete');
    expect(undo.replaced).toBe(6);
    expect(readFileSync(at('twin-1'), 'utf8')).toBe('twins in the backup');
    expect(readFileSync(at('twin-2'), 'utf8')).toBe('twins in the backup');
    expect((await engine.runList({ verb: 'restore' })).rows[0]).toMatchObject({ undo });

    const undone = await engine.undo({ restore: undo.restore });

    expect(undone).toMatchObject({
      outcome: 'complete',
      files: { putBack: 6, removed: 1, leftChanged: 0, failed: 0 },
      failures: [],
      to,
    });
    expect(differences(before, files(to))).toBe('');
    expect(readdirSync(place.path('home', 'undo'))).toEqual([]);
    const { rows } = await engine.runList();
    expect(rows[0]).toMatchObject({ verb: 'undo', outcome: 'complete', planName: 'P' });
    expect(rows[1]).not.toHaveProperty('undo');
    expect(await failureOf(engine.undo({ restore: undo.restore }))).toBe('restore-unknown');
  });

  it('leaves what was changed since, says so, and can go on once that is out of the way', async () => {
    const { restore: id } = undoOf(await restore());
    writeFileSync(at('a'), 'changed since');
    writeFileSync(at('new'), 'changed since');
    rmSync(at('b'));

    const undone = await engine.undo({ restore: id });

    expect(undone).toMatchObject({
      outcome: 'incomplete',
      files: { putBack: 5, removed: 0, leftChanged: 2, failed: 0 },
    });
    expect([readFileSync(at('a'), 'utf8'), readFileSync(at('new'), 'utf8')]).toEqual([
      'changed since',
      'changed since',
    ]);
    expect(readFileSync(at('b'), 'utf8')).toBe('b before the restore');

    renameSync(at('a'), at('a of today'));
    rmSync(at('new'));
    expect(await engine.undo({ restore: id })).toMatchObject({ outcome: 'complete', files: { putBack: 1 } });
    expect(readFileSync(at('a'), 'utf8')).toBe('a before the restore');
    expect(readFileSync(at('a of today'), 'utf8')).toBe('changed since');
  });

  it('does nothing through a link that was put in the place of a folder', async () => {
    const { restore: id } = undoOf(await restore());
    renameSync(at('folder'), place.path('elsewhere'));
    symlinkSync(place.path('elsewhere'), at('folder'));

    const undone = await engine.undo({ restore: id });

    expect(undone.outcome).toBe('incomplete');
    expect(undone.failures).toMatchObject([{ path: at('folder', 'c'), code: 'blocked-by-link' }]);
    expect(readFileSync(place.path('elsewhere', 'c'), 'utf8')).toBe('folder/c in the backup');
  });

  it('says so where what was kept is gone, and leaves what is there', async () => {
    const { restore: id } = undoOf(await restore());
    const shelf = place.path('home', 'undo', id, `.strongroom-undo-${id}`);
    for (const name of readdirSync(shelf)) rmSync(join(shelf, name));

    const undone = await engine.undo({ restore: id });

    expect(undone).toMatchObject({ outcome: 'incomplete', files: { putBack: 0, failed: 6, removed: 1 } });
    expect(readFileSync(at('a'), 'utf8')).toBe('a in the backup');
  });

  it('is kept for seven days and not longer', async () => {
    const { restore: id, until } = undoOf(await restore());
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.parse(until) - 1000);
    await (await place.open()).status();
    expect(readdirSync(place.path('home', 'undo'))).toEqual([id]);

    vi.setSystemTime(Date.parse(until) + 1000);
    expect(await failureOf(engine.undo({ restore: id }))).toBe('restore-unknown');
    await (await place.open()).status();

    expect(readdirSync(place.path('home', 'undo'))).toEqual([]);
    expect(readFileSync(at('a'), 'utf8')).toBe('a in the backup');
    expect((await engine.runList({ verb: 'restore' })).rows[0]).not.toHaveProperty('undo');
  });

  it('keeps on the disk that is restored to where that is another, and no backup takes it in', async () => {
    if (!existsSync('/dev/shm') || statSync('/dev/shm').dev === statSync(place.folder).dev) return noOtherDisk();
    to = mkdtempSync('/dev/shm/strongroom-undo-test-');
    extra.push(to);
    fill(to);
    const before = files(to);

    const { restore: id } = undoOf(await restore());

    expect(readdirSync(join(to, `.strongroom-undo-${id}`))).toHaveLength(6);
    await engine.planAdd({ name: 'Q', sources: [to], vault: place.path('other-vault') });
    await engine.backup({ plan: 'Q' });
    expect((await engine.find({ pattern: 'strongroom-undo', plan: 'Q' })).rows).toEqual([]);
    expect((await engine.undo({ restore: id })).outcome).toBe('complete');
    expect(differences(before, files(to))).toBe('');
    expect(readdirSync(to)).toEqual(['source']);
  });

  it('is brought to its end at the next start where it was killed after moving a file away', async () => {
    const before = files(to);
    const { restore: id } = undoOf(await restore());
    const folder = place.path('home', 'undo', id);
    // What a kill leaves on a disk without hard links: moved away, and nothing in its place yet.
    renameSync(join(folder, 'journal.jsonl'), join(folder, 'journal.part'));
    rmSync(at('a'));
    writeFileSync(join(folder, 'journal.part'), '{"n":99,"place":"/to', { flag: 'a' });

    const next = await place.open();

    expect(readFileSync(at('a'), 'utf8')).toBe('a before the restore');
    expect((await next.runList({ verb: 'restore' })).rows[0]).toMatchObject({ undo: { restore: id, replaced: 5 } });
    expect((await next.undo({ restore: id })).outcome).toBe('complete');
    expect(differences(before, files(to))).toBe('');
  });
});

describe('a restore that replaced nothing', () => {
  it('is taken back by removing what it made, folders too', async () => {
    to = place.path('fresh');
    const result = await restore('keep-both');

    const undone = await engine.undo({ restore: undoOf(result).restore });

    expect(undone).toMatchObject({ outcome: 'complete', files: { putBack: 0, removed: 7, leftChanged: 0, failed: 0 } });
    expect(existsSync(to)).toBe(false);
  });

  it('removes only the second names where both were kept', async () => {
    const before = files(to);
    const result = await restore('keep-both');
    expect(undoOf(result).replaced).toBe(0);

    await engine.undo({ restore: undoOf(result).restore });

    expect(differences(before, files(to))).toBe('');
  });

  it('offers nothing where there was nothing to do, and leaves nothing', async () => {
    await restore('replace');
    const again = await restore('replace');

    expect(again.files.restored).toBe(7);
    expect(again).not.toHaveProperty('undo');
    expect(readdirSync(place.path('home', 'undo'))).toHaveLength(1);
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
  });
});

it('refuses an id that is none', async () => {
  for (const id of ['zzzzzzzzzzzz', '../../etc', ''])
    expect(await failureOf(engine.undo({ restore: id }))).toBe('restore-unknown');
});

function noOtherDisk(): void {
  console.log('there is no second disk here to restore to');
}
