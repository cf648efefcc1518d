import { existsSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FindResult, FoundFile } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { setFolder } from '../support/vault-files.ts';

let place: EnginePlace;
let engine: Engine;
let writes = 0;

const write = (name: string, content = `content ${++writes}`): void => {
  mkdirSync(dirname(join(place.source, name)), { recursive: true });
  writeFileSync(join(place.source, name), content);
};
const remove = (name: string): void => rmSync(join(place.source, name), { recursive: true });
const find = async (pattern: string, more: { deletedOnly?: boolean; limit?: number } = {}): Promise<FindResult> =>
  engine.find({ pattern, ...more });
const paths = async (pattern: string, more: { deletedOnly?: boolean } = {}): Promise<string[]> =>
  (await find(pattern, more)).rows.map(({ path }) => path.slice('source/'.length));

beforeEach(async () => {
  place = new EnginePlace('search');
  engine = await place.withPlan();
});
afterEach(() => place.remove());

describe('a search by name', () => {
  it('finds any part of a name, in Chinese from one character on, whatever the case and however accents are composed', async () => {
    for (const name of [
      '2024年日结.xlsx',
      '日报表.txt',
      'Résumé.doc',
      'a/Invoice 7.PDF',
      'b/"quoted" AND (x).txt',
      'q',
    ])
      write(name);
    await backUp(engine);

    expect(await paths('日')).toEqual(['2024年日结.xlsx', '日报表.txt']);
    expect(await paths('日结')).toEqual(['2024年日结.xlsx']);
    expect(await paths('报表.t')).toEqual(['日报表.txt']);
    expect(await paths('年日')).toEqual(['2024年日结.xlsx']);
    expect(await paths('4年')).toEqual(['2024年日结.xlsx']);
    expect(await paths('结日')).toEqual([]);
    expect(await paths('RÉSUMÉ'.normalize('NFD'))).toEqual(['Résumé.doc']);
    expect(await paths('voice')).toEqual(['a/Invoice 7.PDF']);
    expect(await paths('7.')).toEqual(['a/Invoice 7.PDF']);
    expect(await paths('"QUOTED" and')).toEqual(['b/"quoted" AND (x).txt']);
    expect(await paths('q')).toEqual(['b/"quoted" AND (x).txt', 'q']);
    expect(await paths('*.p?f')).toEqual(['a/Invoice 7.PDF']);
    expect(await paths('*日*')).toEqual(['2024年日结.xlsx', '日报表.txt']);
    expect(await paths('{q,日报*}')).toEqual(['q', '日报表.txt']);
    expect(await paths('a/inv')).toEqual(['a/Invoice 7.PDF']);
    expect(await paths('%')).toEqual([]);
    expect(await paths('xyz')).toEqual([]);
  });

  it('tells versions that came last first, and of deleted files that they are', async () => {
    write('till.txt', 'one');
    write('old.txt');
    await backUp(engine);
    write('till.txt', 'second');
    remove('old.txt');
    await backUp(engine);
    const [first, second] = (await engine.points('P')).map(({ setId, at }) => ({ setId, at }));

    const rows = (await find('t')).rows.map(({ path, size, deleted, points }) => ({ path, size, deleted, points }));
    expect(rows).toEqual([
      { path: 'source/till.txt', size: 6, deleted: false, points: [second] },
      { path: 'source/old.txt', size: expect.any(Number), deleted: true, points: [first] },
      { path: 'source/till.txt', size: 3, deleted: false, points: [first] },
    ]);
    expect(await paths('t', { deletedOnly: true })).toEqual(['old.txt']);
    expect(await paths('*.txt', { deletedOnly: true })).toEqual(['old.txt']);
    expect(await find('t', { limit: 2 })).toMatchObject({ rows: [{ size: 6 }, { deleted: true }], more: true });
  });

  it('agrees with what the listings of all points say, however the files change', async () => {
    const prng = new Prng(7);
    const names = Array.from({ length: 60 }, (_, n) => `d${n % 4}/e${n % 3}/结${n % 5}-${n}.txt`);
    for (let round = 0; round < 6; round++) {
      for (const name of names) {
        const dice = prng.int(0, 9);
        if (dice < 3) write(name, `${prng.int(0, 2)}`);
        else if (dice === 3) rmSync(join(place.source, name), { force: true });
        if (dice < 3) utimesSync(join(place.source, name), 1000, 1000 + prng.int(0, 1));
      }
      await backUp(engine, round === 3 ? 'full' : undefined);
      if (round % 2 === 0) await engine.prepareFinding();
      for (const pattern of ['结1', '-1', '结', 'd1/e1/', '*-?.txt', 'nothing'])
        expect(sorted((await find(pattern)).rows)).toEqual(sorted(await listed(pattern)));
    }
  });
});

describe('the index of the search', () => {
  const MANY = 4500;
  const writeMany = (): void => {
    for (let n = 0; n < MANY; n++) write(`many/${n}.txt`, 'x');
  };

  it('goes on where it was stopped, and two processes may read into it at once', async () => {
    writeMany();
    await backUp(engine);
    const preparing = engine.prepareFinding();
    while (!existsSync(place.path('home', 'search.db'))) await nextTurn();
    await engine.close();
    await preparing;
    expect([indexed('SELECT count(*) FROM sets'), indexed('SELECT count(*) FROM spans')]).toEqual([
      0,
      expect.toSatisfy((read: number) => read > 0 && read < MANY),
    ]);

    engine = await place.open();
    const other = await place.open();
    const results = await Promise.all([engine, other].map((each) => each.find({ pattern: '99.txt' })));
    for (const { rows } of results) expect(rows).toHaveLength(MANY / 100);
    expect(indexed('SELECT count(*) FROM spans')).toBe(MANY);
  });

  it('is read newest first without being sorted for it, however many files appeared at once', async () => {
    await backUp(engine);
    await engine.prepareFinding();
    const db = new Database(place.path('home', 'search.db'), { readonly: true });

    const way = db.prepare('EXPLAIN QUERY PLAN SELECT row FROM spans WHERE plan = 1 ORDER BY seen DESC, row').all();
    db.close();

    expect(way).toEqual([expect.objectContaining({ detail: expect.stringContaining('spans_seen') as string })]);
  });

  it('is made again where it is lost, damaged, or knows a point that is gone', async () => {
    write('a.txt', 'one');
    const first = await backUp(engine, 'full');
    write('b.txt', 'two');
    const second = await backUp(engine, 'full');
    const wanted = ['source/a.txt', 'source/b.txt'];
    const foundAnew = async (): Promise<(string | undefined)[]> => {
      engine = await place.open();
      return (await find('.txt')).rows.map(({ path }) => path).sort();
    };
    expect((await find('.txt')).rows).toHaveLength(2);

    await engine.close();
    for (const end of ['', '-wal', '-shm']) rmSync(place.path('home', `search.db${end}`), { force: true });
    expect(await foundAnew()).toEqual(wanted);
    await engine.close();
    writeFileSync(place.path('home', 'search.db'), 'no database');
    expect(await foundAnew()).toEqual(wanted);
    await engine.close();
    const db = new Database(place.path('home', 'search.db'));
    db.exec('DROP TABLE spans');
    db.close();
    expect(await foundAnew()).toEqual(wanted);
    await engine.close();
    renameSync(setFolder(place.vault, first), place.path('gone'));
    rmSync(place.path('home', 'catalogue.db'));
    engine = await place.open();
    expect((await find('.txt')).rows.map(({ points }) => points.map(({ setId }) => setId))).toEqual([
      [second],
      [second],
    ]);
  });

  function indexed(sql: string): unknown {
    const db = new Database(place.path('home', 'search.db'), { readonly: true });
    try {
      return db.prepare(sql).pluck().get();
    } finally {
      db.close();
    }
  }
});

/** The same without an index: every file of every listing. */
async function listed(pattern: string): Promise<FoundFile[]> {
  const regular = pattern.includes('*') ? /^[^/]*-.\.txt$/ : undefined;
  const fits = (path: string, name: string): boolean =>
    regular ? regular.test(name) : pattern.includes('/') ? path.includes(pattern) : name.includes(pattern);
  const versions = new Map<string, FoundFile>();
  const points = (await engine.points('P')).reverse();
  const newest = new Set<string>();
  for (const { setId, at } of points) {
    const folders = [''];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      for (const row of (await engine.files({ plan: 'P', at: setId, path: folder })).rows) {
        if (row.type === 'dir') folders.push(row.path);
        if (row.type === 'dir') continue;
        if (setId === points[0]?.setId) newest.add(row.path);
        if (!fits(row.path, row.name)) continue;
        const key = `${row.path} ${row.sha256} ${row.modifiedAt}`;
        const known = versions.get(key);
        if (known) known.points.push({ setId, at });
        else versions.set(key, { ...row, planId: '', deleted: !newest.has(row.path), points: [{ setId, at }] });
      }
    }
  }
  return [...versions.values()];
}

function sorted(rows: readonly FoundFile[]): FoundFile[] {
  const keyOf = (row: FoundFile): string => `${row.path} ${row.sha256} ${row.modifiedAt}`;
  return rows.map((row) => ({ ...row, planId: '' })).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
