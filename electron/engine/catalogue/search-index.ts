import type { FileRow } from '../../contract/index.ts';
import type { Entry } from '../archive/index.ts';
import { baseName, type RawPath, shownPath } from '../base/index.ts';
import { type Db, openDatabase } from './database.ts';

/** Names are folded: NFC and lower case. Paths are raw. A span is one content that a path had in the points from `since` to `until`. */
const MIGRATIONS = [
  `CREATE TABLE plans (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, target TEXT, upto TEXT) STRICT;
   CREATE TABLE sets (plan INTEGER NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (plan, place)) STRICT, WITHOUT ROWID;
   CREATE TABLE names (row INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE) STRICT;
   CREATE VIRTUAL TABLE name_threes USING fts5(folded, content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1');
   CREATE VIRTUAL TABLE name_marks USING fts5(marks, content='', columnsize=0, detail=none, tokenize='ascii');
   CREATE TABLE paths (row INTEGER PRIMARY KEY, plan INTEGER NOT NULL, path TEXT NOT NULL, name INTEGER NOT NULL, here INTEGER NOT NULL) STRICT;
   CREATE UNIQUE INDEX paths_path ON paths (plan, path);
   CREATE INDEX paths_name ON paths (name);
   CREATE INDEX paths_gone ON paths (plan) WHERE here = 0;
   CREATE TABLE spans (row INTEGER PRIMARY KEY, path INTEGER NOT NULL, plan INTEGER NOT NULL, seen INTEGER NOT NULL, since INTEGER NOT NULL,
     until INTEGER, version TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL, mtime TEXT NOT NULL, more TEXT) STRICT;
   CREATE INDEX spans_path ON spans (path);
   CREATE INDEX spans_seen ON spans (plan, seen);`,
  // Newest first and, of one point, in the order they were read in: without this a point's every match is sorted before the first is told.
  `DROP INDEX spans_seen;
   CREATE INDEX spans_seen ON spans (plan, seen DESC);`,
];

/** What a listing says of something that can be found by its name. */
export type Findable = Exclude<Entry, { type: 'dir' }>;

export interface IndexedSet {
  readonly id: string;
  readonly at: string;
}

/** How far a plan has come: `target` is the set that is being read in, done up to and with the path `upto`. */
export interface PlanProgress {
  readonly plan: number;
  readonly sets: readonly IndexedSet[];
  readonly target: string | undefined;
  readonly upto: RawPath | undefined;
}

/**
 * Which names the recovery points hold, to be found by any part of them. A cache of its own beside the catalogue: losing it
 * loses nothing, and what is given back is always read from a manifest, never from here.
 */
export class SearchIndex {
  readonly db: Db;

  private constructor(db: Db) {
    this.db = db;
  }

  static open(path: string): SearchIndex {
    const db = openDatabase(path, { applicationId: 0x5354_5345, migrations: MIGRATIONS });
    // The last steps may be lost in a power cut: they are done again.
    db.pragma('synchronous = NORMAL');
    db.pragma('cache_size = -65536');
    return new SearchIndex(db);
  }

  /** Runs one step of reading in. Other processes may do the next. */
  step<T>(work: () => T): T {
    return this.db.transaction(work).immediate();
  }

  progress(planId: string): PlanProgress {
    this.db.prepare('INSERT OR IGNORE INTO plans (id) VALUES (?)').run(planId);
    const plan = this.db.prepare('SELECT row, target, upto FROM plans WHERE id = ?').get(planId) as {
      row: number;
      target: string | null;
      upto: RawPath | null;
    };
    return {
      plan: plan.row,
      sets: this.sets(plan.row),
      target: plan.target ?? undefined,
      upto: plan.upto ?? undefined,
    };
  }

  /** The sets of a plan that are read in, oldest first. */
  sets(plan: number): IndexedSet[] {
    return this.db.prepare('SELECT id, at FROM sets WHERE plan = ? ORDER BY place').all(plan) as IndexedSet[];
  }

  keepProgress(plan: number, target: string, upto: RawPath): void {
    this.db.prepare('UPDATE plans SET target = ?, upto = ? WHERE row = ?').run(target, upto, plan);
  }

  finishSet(plan: number, place: number, set: IndexedSet): void {
    this.db.prepare('INSERT INTO sets VALUES (?, ?, ?, ?)').run(plan, place, set.id, set.at);
    this.db.prepare('UPDATE plans SET target = NULL, upto = NULL WHERE row = ?').run(plan);
  }

  /** Names stay: one that no path has is never shown. */
  forget(plan: number): void {
    for (const table of ['spans', 'paths', 'sets']) this.db.prepare(`DELETE FROM ${table} WHERE plan = ?`).run(plan);
    this.db.prepare('UPDATE plans SET target = NULL, upto = NULL WHERE row = ?').run(plan);
  }

  /** Writers for one set: from now on a path has this content, or none. */
  writer(plan: number, place: number, set: IndexedSet): { begins(entry: Findable): void; ends(path: RawPath): void } {
    const pathRow = this.db.prepare('SELECT row FROM paths WHERE plan = ? AND path = ?').pluck();
    const addPath = this.db.prepare('INSERT INTO paths (plan, path, name, here) VALUES (?, ?, ?, 1)');
    const setHere = this.db.prepare('UPDATE paths SET here = ? WHERE row = ?');
    const addSpan = this.db.prepare(
      `INSERT INTO spans (path, plan, seen, since, until, version, type, size, mtime, more) VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?, ?)`,
    );
    const endSpan = this.db.prepare('UPDATE spans SET until = ? WHERE path = ? AND until IS NULL');
    const nameRow = this.#nameWriter();
    const seen = Date.parse(set.at);
    const ends = (path: RawPath): void => {
      const row = pathRow.get(plan, path) as number;
      endSpan.run(place - 1, row);
      setHere.run(0, row);
    };
    const begins = (entry: Findable): void => {
      let row = pathRow.get(plan, entry.path) as number | bigint | undefined;
      if (row === undefined) row = addPath.run(plan, entry.path, nameRow(foldedName(entry.path))).lastInsertRowid;
      else {
        endSpan.run(place - 1, row);
        setHere.run(1, row);
      }
      const size = entry.type === 'file' ? entry.size : 0;
      const mtime = entry.type === 'gap' ? '0' : entry.mtime;
      addSpan.run(row, plan, seen, place, versionOf(entry), entry.type, size, mtime, moreOf(entry));
    };
    return { begins, ends };
  }

  close(): void {
    this.db.close();
  }

  #nameWriter(): (folded: string) => number | bigint {
    const known = this.db.prepare('SELECT row FROM names WHERE folded = ?').pluck();
    const add = this.db.prepare('INSERT INTO names (folded) VALUES (?)');
    const addThrees = this.db.prepare('INSERT INTO name_threes (rowid, folded) VALUES (?, ?)');
    const addMarks = this.db.prepare('INSERT INTO name_marks (rowid, marks) VALUES (?, ?)');
    return (folded) => {
      const row = known.get(folded) as number | undefined;
      if (row !== undefined) return row;
      const added = add.run(folded).lastInsertRowid;
      addThrees.run(added, folded);
      const marks = marksOf(folded);
      if (marks.length > 0) addMarks.run(added, marks.join(' '));
      return added;
    };
  }
}

/** As it is compared: case does not matter, nor how accents are composed. */
export function foldedName(path: RawPath): string {
  return folded(shownPath(baseName(path)).path);
}

export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Words in Chinese are of one or two characters: each character beyond ASCII and each pair of them, spelt in ASCII. */
export function marksOf(text: string): string[] {
  const marks = new Set<string>();
  let before = '';
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const mark = code > 0x7f ? code.toString(16).padStart(6, '0') : '';
    if (mark !== '') marks.add(mark);
    if (mark !== '' && before !== '') marks.add(before + mark);
    before = mark;
  }
  return [...marks];
}

/** Two entries of a path are the same version where this is the same. */
export function versionOf(entry: Findable): string {
  switch (entry.type) {
    case 'file':
      return `${entry.sha256} ${entry.mtime}`;
    case 'symlink':
      return `link ${entry.target}`;
    case 'gap':
      return `gap ${entry.code}`;
  }
}

/** What few entries have, as JSON. */
export interface More {
  readonly target?: RawPath;
  readonly gap?: string;
  readonly flags?: FileRow['flags'];
}

function moreOf(entry: Findable): string | null {
  if (entry.type === 'symlink') return JSON.stringify({ target: entry.target } satisfies More);
  if (entry.type === 'gap') return JSON.stringify({ gap: entry.code } satisfies More);
  const flags: FileRow['flags'] = [
    ...(entry.changedWhileRead ? (['changed-while-read'] as const) : []),
    ...(entry.hardLink ? (['hard-link'] as const) : []),
    ...(entry.sparse ? (['sparse'] as const) : []),
  ];
  return flags.length > 0 ? JSON.stringify({ flags } satisfies More) : null;
}
