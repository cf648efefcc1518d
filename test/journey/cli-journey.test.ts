import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeOnce, changeTwice, keepCopy, makeDocuments } from './cli-documents.ts';
import { contentOf, madeSet, makeBench, treeOf } from './cli-runner.ts';
import { readZip } from './cli-zip.ts';

const bench = makeBench();
const documents = bench.path('Documents');
const kept: Record<string, Record<string, string>> = {};
const setIds: string[] = [];
let planId = '';

/** The tree without times of folders, which change when something in them is restored anew. */
function withoutFolderTimes(tree: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).map(([path, what]) => [path, what.replace(/^(folder \d+) \d+$/, '$1')]),
  );
}

function keepAs(setId: string): void {
  setIds.push(setId);
  kept[setId] = treeOf(documents);
  keepCopy(documents, bench.path('kept', setId));
}

async function backUp(kind: string) {
  const result = await bench.backup(0, 'Accounts', '--kind', kind);
  keepAs(madeSet(result));
  return result;
}

afterAll(() => bench.remove());

describe('a day at the command line', () => {
  beforeAll(() => makeDocuments(documents));

  it('creates a plan, and the vault with it', async () => {
    const added = await bench.planAdd(0, '--name', 'Accounts', '--source', documents, '--vault', bench.vault);
    planId = added.id;

    expect(added).toEqual({
      id: planId,
      name: 'Accounts',
      vault: bench.vault,
      vaultId: added.vaultId,
      inSubfolder: false,
      encrypted: false,
    });
    expect(existsSync(bench.path('vault', 'strongroom-vault.json'))).toBe(true);
    expect(await bench.planList(0)).toMatchObject([{ id: planId, name: 'Accounts', state: 'never', origin: 'here' }]);
    expect((await bench.run('status')).stdout).toContain('NOT everything is protected');
  });

  it('makes a full, an incremental and a differential set', async () => {
    const full = await backUp('full');
    changeOnce(documents);
    const incremental = await backUp('incremental');
    changeTwice(documents);
    const differential = await backUp('differential');

    expect(full).toMatchObject({ outcome: 'complete', kind: 'full', files: { gaps: 0 } });
    expect(incremental).toMatchObject({
      outcome: 'complete',
      kind: 'incremental',
      files: { new: 1, changed: 1, moved: 1, gaps: 0 },
    });
    expect(differential).toMatchObject({ outcome: 'complete', kind: 'differential', files: { gaps: 0 } });
    expect(incremental.bytes.stored).toBeLessThan(full.bytes.stored / 20);
    expect(differential.bytes.stored).toBeLessThan(full.bytes.stored);
    expect(await bench.planShow(0, planId)).toMatchObject({ state: 'protected' });
    expect((await bench.run('status')).stdout).toContain('Everything is protected.');
  });

  it('stores nothing again when nothing has changed', async () => {
    const unchanged = await backUp('incremental');
    const rehashed = await bench.backup(0, 'Accounts', '--kind', 'incremental', '--rehash');
    keepAs(madeSet(rehashed));

    expect(unchanged.files).toMatchObject({ new: 0, changed: 0, moved: 0, deleted: 0 });
    expect(rehashed.files).toMatchObject({ new: 0, changed: 0 });
    expect(unchanged.bytes.stored).toBeLessThan(10_000);
    expect(rehashed.bytes.stored).toBeLessThan(10_000);
    expect(rehashed.bytes.read).toBeGreaterThan(3_000_000);
  });

  it('lists the points with their kinds and what they build on', async () => {
    const points = await bench.points(0, 'Accounts');
    const [full, incremental] = setIds;

    expect(points.map((point) => [point.setId, point.kind, point.base, point.parent]).slice(0, 3)).toEqual([
      [full, 'full', null, null],
      [incremental, 'incremental', full, full],
      [setIds[2], 'differential', full, full],
    ]);
    expect(points.every((point) => point.verified && point.outcome === 'complete' && point.gaps === 0)).toBe(true);
  });

  it('shows folders as they were', async () => {
    const [full = '', incremental = ''] = setIds;
    const names = async (at: string, path: string) =>
      (await bench.files(0, 'Accounts', path, '--at', at)).rows.map((row) => row.name).sort();

    expect(await names(full, 'Documents/letters')).toEqual(['2025', 'a.txt', 'old.txt']);
    expect(await names(incremental, 'Documents/letters')).toEqual(['a.txt', 'new.txt', 'spring']);
    expect(await names('latest', `${documents}/letters`)).toEqual(['a.txt', 'new.txt', 'spring']);
    expect(await bench.files(0, 'Accounts')).toMatchObject({
      total: 1,
      rows: [{ name: 'Documents', type: 'dir' }],
    });
  });

  it('finds a deleted file and a Chinese name in all points', async () => {
    const deleted = await bench.find(0, 'OLD.txt');
    const versions = await bench.find(0, 'a.txt', '--plan', 'Accounts');
    const chinese = await bench.find(0, '总结');

    expect(deleted.rows).toMatchObject([{ path: 'Documents/letters/old.txt', points: [{ setId: setIds[0] }] }]);
    expect(versions.rows.map((row) => [row.path, row.size])).toEqual([
      ['Documents/letters/a.txt', 19],
      ['Documents/letters/a.txt', 6],
    ]);
    expect(chinese.rows).toMatchObject([{ name: '总结.xlsx', size: 20_000 }]);
    expect((await bench.find(0, 'not-there')).rows).toEqual([]);
    expect((await bench.find(0, '.txt', '--deleted')).rows.map((row) => row.path)).toEqual(
      (await bench.find(0, '.txt')).rows.filter((row) => row.deleted).map((row) => row.path),
    );
    expect((await bench.find(0, 'a.txt', '--deleted')).rows).toEqual([]);
    expect((await bench.find(0, 'old.txt', '--deleted')).rows).toMatchObject([{ deleted: true }]);
  });

  it('gives back every point exactly', async () => {
    for (const setId of setIds) {
      const to = bench.path('restored', setId);
      const result = await bench.restore(0, 'Accounts', '--at', setId, '--to', to);

      expect(result).toMatchObject({ outcome: 'complete', setId, to, damaged: false, failures: [] });
      expect(readdirSync(to)).toEqual([basename(documents)]);
      expect(treeOf(bench.path('restored', setId, 'Documents'))).toEqual(kept[setId]);
    }
  });

  it('gives back one file and one folder, named in either way', async () => {
    const to = bench.path('some');
    const result = await bench.restore(
      0,
      'Accounts',
      '--to',
      to,
      '--at',
      setIds[0] ?? '',
      '--path',
      'Documents/letters/old.txt',
      `${documents}/年度报告`,
    );

    expect(result.files).toMatchObject({ requested: 2, restored: 2 });
    expect(Object.keys(treeOf(to))).toEqual([
      'Documents',
      'Documents/letters',
      'Documents/letters/old.txt',
      'Documents/年度报告',
      'Documents/年度报告/总结.xlsx',
    ]);
  });

  it('previews without touching anything, and says what the restore then does', async () => {
    const to = bench.path('restored', setIds[0] ?? '');
    writeFileSync(bench.path('restored', setIds[0] ?? '', 'Documents', 'letters', 'a.txt'), 'mine, different\n');
    rmSync(bench.path('restored', setIds[0] ?? '', 'Documents', 'run.sh'));
    const before = treeOf(to);
    const args = ['Accounts', '--at', setIds[0] ?? '', '--to', to, '--conflict', 'replace'];

    const preview = await bench.preview(0, ...args);

    expect(preview.counts).toMatchObject({ create: 1, replace: 1, keepBoth: 0, skip: 0, unavailable: 0 });
    expect(preview.notable).toEqual([{ path: 'Documents/letters/a.txt', action: 'replace' }]);
    expect(treeOf(to)).toEqual(before);
    expect(existsSync(bench.path('never'))).toBe(false);
    await bench.preview(0, 'Accounts', '--to', bench.path('never'));
    expect(existsSync(bench.path('never'))).toBe(false);
    await bench.restore(0, ...args);
    expect(withoutFolderTimes(treeOf(bench.path('restored', setIds[0] ?? '', 'Documents')))).toEqual(
      withoutFolderTimes(kept[setIds[0] ?? ''] ?? {}),
    );
  });

  describe('when a file exists already', () => {
    const place = (name: string) => bench.path('conflict', name);
    const letters = (name: string, file: string) => bench.path('conflict', name, 'Documents', 'letters', file);
    const prepare = async (name: string) => {
      await bench.restore(0, 'Accounts', '--to', place(name), '--path', 'Documents/letters');
      writeFileSync(letters(name, 'a.txt'), 'mine\n');
      writeFileSync(letters(name, 'new.txt'), 'mine too\n');
      utimesSync(letters(name, 'a.txt'), 2_000_000_000, 2_000_000_000);
      utimesSync(letters(name, 'new.txt'), 1_000_000_000, 1_000_000_000);
    };
    const chosen = ['--path', 'Documents/letters/a.txt', 'Documents/letters/new.txt'];
    const restore = (exit: number, name: string, ...more: string[]) =>
      bench.restore(exit, 'Accounts', '--to', place(name), ...chosen, ...more);

    it('keeps both by default', async () => {
      await prepare('keep-both');
      const result = await restore(0, 'keep-both');

      expect(readFileSync(letters('keep-both', 'a.txt'), 'utf8')).toBe('mine\n');
      expect(readFileSync(letters('keep-both', 'new.txt'), 'utf8')).toBe('mine too\n');
      expect(result.renamed).toHaveLength(2);
      const contents = readdirSync(bench.path('conflict', 'keep-both', 'Documents', 'letters'))
        .filter((name) => statSync(letters('keep-both', name)).isFile())
        .map((name) => readFileSync(letters('keep-both', name), 'utf8'));
      expect(contents.sort()).toEqual(['mine\n', 'mine too\n', 'new\n', 'second, and longer\n']);
    });

    it('replaces', async () => {
      await prepare('replace');
      await restore(0, 'replace', '--conflict', 'replace');

      expect(readFileSync(letters('replace', 'a.txt'), 'utf8')).toBe('second, and longer\n');
      expect(readFileSync(letters('replace', 'new.txt'), 'utf8')).toBe('new\n');
    });

    it('skips, and does not call it complete when that leaves nothing restored', async () => {
      await prepare('skip');
      const result = await restore(3, 'skip', '--conflict', 'skip');

      expect(result).toMatchObject({ outcome: 'incomplete', files: { restored: 0 } });
      expect(readFileSync(letters('skip', 'a.txt'), 'utf8')).toBe('mine\n');
      expect(readFileSync(letters('skip', 'new.txt'), 'utf8')).toBe('mine too\n');
    });

    it('keeps what is newer', async () => {
      await prepare('newer');
      const result = await restore(0, 'newer', '--conflict', 'newer');

      expect(result.files).toMatchObject({ restored: 1 });
      expect(readFileSync(letters('newer', 'a.txt'), 'utf8')).toBe('mine\n');
      expect(readFileSync(letters('newer', 'new.txt'), 'utf8')).toBe('new\n');
    });
  });

  it('gives back into a ZIP file, and never over one that exists', async () => {
    const zip = bench.path('out.zip');
    const result = await bench.restore(0, 'Accounts', '--at', setIds[0] ?? '', '--zip', zip);
    const entries = await readZip(zip);

    expect(result).toMatchObject({ outcome: 'complete', to: zip, failures: [] });
    expect(entries.get('Documents/letters/a.txt')?.toString()).toBe('first\n');
    expect(entries.get('Documents/年度报告/总结.xlsx')).toEqual(
      readFileSync(bench.path('kept', setIds[0] ?? '', '年度报告', '总结.xlsx')),
    );
    expect(entries.get('Documents/large.bin')).toEqual(readFileSync(bench.path('kept', setIds[0] ?? '', 'large.bin')));
    const before = readFileSync(zip);
    expect((await bench.error(2, 'restore', 'Accounts', '--zip', zip)).error.code).toBe('target-exists');
    expect(readFileSync(zip)).toEqual(before);
  });

  it('gives back to the original place', async () => {
    const latest = setIds.at(-1) ?? '';
    rmSync(bench.path('Documents', 'letters'), { recursive: true });
    writeFileSync(bench.path('Documents', 'run.sh'), 'changed\n');

    await bench.restore(0, 'Accounts', '--original-place', '--conflict', 'replace');

    expect(withoutFolderTimes(treeOf(documents))).toEqual(withoutFolderTimes(kept[latest] ?? {}));
  });

  it('verifies at each level, and changes nothing in the vault', async () => {
    const before = contentOf(bench.vault);
    const quick = await bench.verify(0, 'Accounts', '--level', 'quick');
    const read = await bench.verify(0, 'Accounts', '--level', 'read');
    const deep = await bench.verify(0, 'Accounts', '--level', 'deep');
    const one = await bench.verify(0, 'Accounts', '--at', setIds[2] ?? '', '--level', 'deep');

    expect([quick, read, deep].map(({ outcome, level, vault }) => [outcome, level, vault])).toEqual([
      ['complete', 'quick', []],
      ['complete', 'read', []],
      ['complete', 'deep', []],
    ]);
    expect(deep.points.map((point) => `${point.setId} ${point.state}`).toSorted()).toEqual(
      setIds.map((id) => `${id} good`).toSorted(),
    );
    expect(quick.bytesNotRead).toBeGreaterThan(0);
    expect(read.bytesNotRead).toBe(0);
    expect(deep.bytesNotRead).toBe(0);
    expect(one.points.map((point) => point.setId)).toEqual([setIds[2]]);
    expect(contentOf(bench.vault)).toEqual(before);
  });

  it('opens the vault on another computer, restores there and changes nothing in it', async () => {
    const other = makeBench();
    const before = contentOf(bench.vault);
    try {
      const opened = await other.vaultOpen(0, bench.vault);
      const plans = await other.planList(0);
      const points = await other.points(0, 'Accounts');
      await other.restore(0, 'Accounts', '--at', setIds[1] ?? '', '--to', other.path('out'));
      await other.verify(0, 'Accounts', '--level', 'deep');
      const refused = await other.error(2, 'backup', 'Accounts');

      expect(opened).toMatchObject({
        plans: [{ id: planId, name: 'Accounts', points: setIds.length }],
        points: setIds.length,
        unreadable: [],
      });
      expect(plans).toMatchObject([{ id: planId, origin: 'vault' }]);
      expect(points).toEqual(await bench.points(0, 'Accounts'));
      expect(treeOf(other.path('out', 'Documents'))).toEqual(kept[setIds[1] ?? '']);
      expect(refused.error.code).toBe('plan-elsewhere');
      expect((await other.find(0, 'old.txt')).rows).toHaveLength(1);
      expect(contentOf(bench.vault)).toEqual(before);
    } finally {
      other.remove();
    }
  });

  it('loses nothing with the catalogue', async () => {
    const points = await bench.points(0, 'Accounts');
    const [catalogue = 'none'] = readdirSync(bench.home).filter((name) => /^catalogue[^-]*$/.test(name));
    for (const name of readdirSync(bench.home).filter((found) => found.startsWith(catalogue)))
      rmSync(bench.path('home', name));

    expect((await bench.status(0)).catalogueRebuilt).toBe(true);
    expect(await bench.points(0, 'Accounts')).toEqual(points);
    expect((await bench.find(0, 'old.txt')).rows).toHaveLength(1);
  });

  it('removes a plan and leaves its recovery points', async () => {
    const sets = Object.keys(contentOf(bench.vault)).filter((path) => path.endsWith('set.json'));

    await bench.planRemove(0, 'Accounts');

    const left = await bench.planList(0);
    expect(left.filter(({ origin }) => origin === 'here')).toEqual([]);
    await bench.error(2, 'backup', 'Accounts');
    expect(Object.keys(contentOf(bench.vault)).filter((path) => path.endsWith('set.json'))).toEqual(sets);
    expect((await bench.vaultOpen(0, bench.vault)).points).toBe(setIds.length);
  });
});
