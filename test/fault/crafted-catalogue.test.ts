import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';

let place: EnginePlace;
beforeEach(() => {
  place = new EnginePlace('crafted');
  mkdirSync(place.source);
  for (let i = 0; i < 200; i++) writeFileSync(join(place.source, `file-${i}`), `content ${i}`);
});
afterEach(() => place.remove());

/** The catalogue as one closed file, so that nothing of it hides in a log. */
function oneFile(): string {
  const path = place.path('home', 'catalogue.db');
  const db = new Database(path);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.pragma('journal_mode = DELETE');
  db.close();
  return path;
}

describe('a catalogue that somebody made', () => {
  it.each([
    { what: 'without its tables', sql: 'DROP TABLE set_segments' },
    { what: 'with a table of other columns', sql: 'ALTER TABLE sets RENAME COLUMN seal TO lid' },
    { what: 'with a trigger', sql: 'CREATE TRIGGER t AFTER INSERT ON sets BEGIN DELETE FROM sets; END' },
    { what: 'with a view', sql: 'CREATE VIEW v AS SELECT * FROM sets' },
    { what: 'with an index on code', sql: 'CREATE INDEX i ON sets (abs(seq))' },
    { what: 'with a table of a newer kind', sql: 'CREATE VIRTUAL TABLE f USING fts5(x)' },
    { what: 'with huge blobs', sql: 'UPDATE segments SET frame = zeroblob(100000000)' },
    { what: 'with rows that are no JSON', sql: `UPDATE sets SET seal = 'x', root = '{'` },
    { what: 'of another program', sql: 'PRAGMA application_id = 1' },
  ])('is set aside and made again from the vault ($what)', async ({ sql }) => {
    let engine = await place.withPlan();
    await backUp(engine);
    const points = await engine.points('P');
    await engine.close();
    const db = new Database(oneFile());
    db.exec(sql);
    db.close();
    engine = await place.open();

    expect(await engine.points('P')).toEqual(points);
    expect(await engine.backup({ plan: 'P' })).toMatchObject({ outcome: 'complete', kind: 'incremental' });
    expect(await engine.points('P')).toHaveLength(2);
    const { tree } = await place.restore(engine, 'latest');
    expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
  });

  it('never leads to wrong files, wherever its bytes are changed', async () => {
    let engine = await place.withPlan();
    await backUp(engine);
    const wanted = snapshotTree(place.source);
    await engine.close();
    const path = oneFile();
    const whole = readFileSync(path);
    const prng = new Prng(51);

    for (let n = 0; n < 12; n++) {
      const bytes = Buffer.from(whole);
      for (let i = 0; i < 40; i++) bytes[prng.int(100, bytes.length - 1)] = prng.int(0, 255);
      for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true });
      writeFileSync(path, bytes);
      engine = await place.open();
      const { result, tree } = await place.restore(engine, 'latest');
      await engine.close();

      expect(result).toMatchObject({ outcome: 'complete', damaged: false });
      expect(differences(wanted, snapshotTree(tree))).toBe('');
    }
  });
});
