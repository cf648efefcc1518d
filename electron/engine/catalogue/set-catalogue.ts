import { crc32 } from 'node:zlib';
import type { ChunkRef, PlanDefinition, Root, Seal, SegmentRef } from '../archive/index.ts';
import { placeOf, zPlanDefinition } from '../archive/index.ts';
import { EngineError } from '../base/index.ts';
import { sha256 } from '../chunk/index.ts';
import { type Db, openDatabase } from './database.ts';
import { SegmentLooks } from './segment-looks.ts';

const MIGRATIONS = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE sets (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, vault TEXT NOT NULL, machine TEXT NOT NULL, plan TEXT NOT NULL,
     seq INTEGER NOT NULL, seal TEXT NOT NULL, seal_sha256 TEXT NOT NULL, root TEXT NOT NULL, indexed INTEGER NOT NULL DEFAULT 0,
     own_check TEXT NOT NULL, tree_check TEXT NOT NULL) STRICT;
   CREATE INDEX sets_plan ON sets (plan, seq);
   CREATE TABLE segments (sha256 TEXT PRIMARY KEY, frame BLOB NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE set_segments (set_row INTEGER NOT NULL REFERENCES sets(row) ON DELETE CASCADE, place INTEGER NOT NULL, sha256 TEXT NOT NULL,
     holder TEXT NOT NULL, at INTEGER NOT NULL, length INTEGER NOT NULL, entries INTEGER NOT NULL, first_path TEXT NOT NULL,
     continues INTEGER NOT NULL, PRIMARY KEY (set_row, place)) STRICT, WITHOUT ROWID;
   CREATE TABLE content (sha256 BLOB NOT NULL, set_row INTEGER NOT NULL REFERENCES sets(row) ON DELETE CASCADE, volume INTEGER NOT NULL,
     frame INTEGER NOT NULL, frame_length INTEGER NOT NULL, at INTEGER NOT NULL, length INTEGER NOT NULL, crc INTEGER NOT NULL,
     PRIMARY KEY (sha256, set_row)) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE set_places (set_row INTEGER NOT NULL REFERENCES sets(row) ON DELETE CASCADE, vault TEXT NOT NULL,
     PRIMARY KEY (set_row, vault)) STRICT, WITHOUT ROWID;
   INSERT INTO set_places SELECT row, vault FROM sets;`,
  // Nothing can be made of a wrong one: looks never come to it.
  `CREATE TABLE looks (segment TEXT PRIMARY KEY, sha256 TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
];

export interface CataloguedSet {
  /** Where it is read from: of several that hold it, the one that it was first found in. */
  readonly vault: string;
  readonly machine: string;
  readonly plan: string;
  readonly seal: Seal;
  readonly sealSha256: string;
  readonly indexed: boolean;
  /** All vaults that have it. */
  readonly places: readonly string[];
}

type SetRow = {
  id: string;
  vault: string;
  machine: string;
  plan: string;
  seq: number;
  seal: string;
  sealSha256: string;
  root: string;
  indexed: number;
  ownCheck: string;
  places: string | null;
};

const KEPT_LISTINGS = 2;
const SET_COLUMNS =
  'id, vault, machine, plan, seq, seal, seal_sha256 AS sealSha256, root, indexed, own_check AS ownCheck, (SELECT group_concat(set_places.vault) FROM set_places WHERE set_row = row) AS places';

/** The cache of all sealed sets: seals, roots, segments, and where each content rests. Everything in it can be made again from the vault. */
export class Catalogue {
  readonly #db: Db;
  readonly #segments = new Map<string, readonly SegmentRef[]>();
  readonly looks: SegmentLooks;

  private constructor(db: Db) {
    this.#db = db;
    this.looks = new SegmentLooks(db);
  }

  static open(path: string): Catalogue {
    return new Catalogue(openDatabase(path, { applicationId: 0x5354_4354, migrations: MIGRATIONS }));
  }

  /** True until `markKept`: just made, or left half read in by a process that ended. */
  get isNew(): boolean {
    return this.#db.prepare("SELECT count(*) FROM meta WHERE key = 'kept'").pluck().get() === 0;
  }

  markKept(): void {
    this.#db.prepare("INSERT OR IGNORE INTO meta VALUES ('kept', '1')").run();
  }

  /** Adds a set that was found sealed. `newSegments` are stored frames of the segments that its own manifest holds. Doing it twice changes nothing. */
  addSet(
    of: { vault: string; machine: string; plan: string },
    reading: { seal: Seal; sealSha256: string },
    root: Root,
    newSegments: Iterable<[sha256: string, frame: Buffer]>,
  ): void {
    const { seal, sealSha256 } = reading;
    this.#segments.delete(seal.set);
    const definition = JSON.stringify({ plan: root.plan, machine: root.machine, notKept: root.notKept });
    this.#db
      .transaction(() => {
        const places = new Set([of.vault, ...this.vaultsOf(seal.set)]);
        this.#db.prepare('DELETE FROM sets WHERE id = ?').run(seal.set);
        const set = { id: seal.set, ...of, seq: seal.seq, seal: JSON.stringify(seal), sealSha256, root: definition };
        const row = this.#db
          .prepare(
            `INSERT INTO sets (id, vault, machine, plan, seq, seal, seal_sha256, root, own_check, tree_check)
             VALUES (@id, @vault, @machine, @plan, @seq, @seal, @sealSha256, @root, @ownCheck, @treeCheck)`,
          )
          .run({ ...set, ownCheck: ownCheck(set), treeCheck: treeCheck(seal.set, root.segments) }).lastInsertRowid;
        const addPlace = this.#db.prepare('INSERT INTO set_places VALUES (?, ?)');
        for (const vault of places) addPlace.run(row, vault);
        const addSegment = this.#db.prepare('INSERT OR REPLACE INTO segments VALUES (?, ?)');
        for (const [sha256, frame] of newSegments) addSegment.run(sha256, frame);
        const link = this.#db.prepare('INSERT INTO set_segments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
        root.segments.forEach((segment, place) => {
          link.run(
            row,
            place,
            segment.sha256,
            segment.set,
            segment.offset,
            segment.length,
            segment.entries,
            segment.firstPath,
            segment.continues ? 1 : 0,
          );
        });
      })
      .immediate();
  }

  set(id: string): CataloguedSet | undefined {
    const row = this.#db.prepare(`SELECT ${SET_COLUMNS} FROM sets WHERE id = ?`).get(id) as SetRow | undefined;
    return row && toSet(row);
  }

  /** All sets of a plan, by the points they stand for, oldest first; of one vault, or of all. */
  sets(plan: string, vault?: string): CataloguedSet[] {
    const written = this.#rows(plan, vault).map(toSet);
    return written.sort((a, b) => placeOf(a.seal) - placeOf(b.seal));
  }

  /** The set of a plan that was made last: mostly its newest point, unless it was made from an older one. */
  lastWritten(plan: string, vault?: string): CataloguedSet | undefined {
    const last = this.#rows(plan, vault).at(-1);
    return last && toSet(last);
  }

  /** In the order in which they were written. */
  #rows(plan: string, vault?: string): SetRow[] {
    const rows = this.#db
      .prepare(`SELECT ${SET_COLUMNS} FROM sets WHERE plan = ? ORDER BY seq, id`)
      .all(plan) as SetRow[];
    if (vault === undefined) return rows;
    const there = this.idsIn(vault);
    return rows.filter((row) => there.has(row.id));
  }

  /** Plans as the newest point of each describes them. `folder` is the machine whose folder it is in, `writer` who wrote its last set, `seq` that set's. */
  plans(): {
    definition: PlanDefinition;
    folder: string;
    writer: { id: string; name: string };
    vault: string;
    seq: number;
  }[] {
    const rows = this.#db
      .prepare(
        `SELECT ${SET_COLUMNS} FROM sets AS outer WHERE seq = (SELECT max(seq) FROM sets WHERE plan = outer.plan) GROUP BY plan ORDER BY plan`,
      )
      .all() as SetRow[];
    return rows.map((row) => {
      demandWhole(row.ownCheck === ownCheck(row));
      const root = JSON.parse(row.root) as { plan: unknown; machine: { id: string; name: string } };
      const isMadeFromOthers = toSet(row).seal.consolidated !== undefined;
      const newest = isMadeFromOthers ? this.sets(row.plan).at(-1)?.seal.set : undefined;
      return {
        definition: (newest && this.definitionAt(newest)) || zPlanDefinition.parse(root.plan),
        folder: row.machine,
        writer: root.machine,
        vault: row.vault,
        seq: row.seq,
      };
    });
  }

  /** The plan as a set of it was made: its sources may be others by now. */
  definitionAt(setId: string): PlanDefinition | undefined {
    const row = this.#db.prepare(`SELECT ${SET_COLUMNS} FROM sets WHERE id = ?`).get(setId) as SetRow | undefined;
    return row && definitionOf(row);
  }

  /** What the sources of a set had that is not in it. */
  notKept(setId: string): readonly string[] | undefined {
    const row = this.#db.prepare(`SELECT ${SET_COLUMNS} FROM sets WHERE id = ?`).get(setId) as SetRow | undefined;
    if (row === undefined) return undefined;
    demandWhole(row.ownCheck === ownCheck(row));
    return (JSON.parse(row.root) as { notKept?: string[] }).notKept;
  }

  /** Every path that a set of the plan has saved, with the label its tree has there; newest first. `writer`: in sets of that computer only. */
  formerSources(plan: string, writer?: string): PlanDefinition['sources'] {
    const newestFirst = this.sets(plan).reverse();
    const wanted = newestFirst.filter(({ seal }) => writer === undefined || this.writer(seal.set) === writer);
    return wanted.flatMap(({ seal }) => this.definitionAt(seal.set)?.sources ?? []);
  }

  /** The id of the computer that wrote a set; the folder it lies in is that of the one that began the plan. */
  writer(setId: string): string | undefined {
    const row = this.#db.prepare(`SELECT ${SET_COLUMNS} FROM sets WHERE id = ?`).get(setId) as SetRow | undefined;
    if (row === undefined) return undefined;
    demandWhole(row.ownCheck === ownCheck(row));
    return (JSON.parse(row.root) as { machine: { id: string } }).machine.id;
  }

  /** The parts of a point's listing, in order. Sealed sets do not change: those looked at last are not read and checked again. */
  segments(setId: string): readonly SegmentRef[] {
    const known = this.#segments.get(setId) ?? this.#readSegments(setId);
    this.#segments.delete(setId);
    this.#segments.set(setId, known);
    if (this.#segments.size > KEPT_LISTINGS) this.#segments.delete(this.#segments.keys().next().value as string);
    return known;
  }

  #readSegments(setId: string): SegmentRef[] {
    const rows = this.#db
      .prepare(
        `SELECT sha256, holder AS "set", at AS offset, length, entries, first_path AS firstPath, continues FROM set_segments
         WHERE set_row = (SELECT row FROM sets WHERE id = ?) ORDER BY place`,
      )
      .all(setId) as (Omit<SegmentRef, 'continues'> & { continues: number })[];
    const segments = rows.map((row) => ({ ...row, continues: row.continues === 1 }));
    const check = this.#db.prepare('SELECT tree_check FROM sets WHERE id = ?').pluck().get(setId);
    demandWhole(check === undefined || check === treeCheck(setId, segments));
    return segments;
  }

  segmentFrame(sha256: string): Buffer | undefined {
    return this.#db.prepare('SELECT frame FROM segments WHERE sha256 = ?').pluck().get(sha256) as Buffer | undefined;
  }

  putSegmentFrame(sha256: string, frame: Buffer): void {
    this.#db.prepare('INSERT OR REPLACE INTO segments VALUES (?, ?)').run(sha256, frame);
  }

  /** Remembers where the chunks that rest in `setId` are, so that later sets need not store them again. */
  addContent(setId: string, chunks: Iterable<ChunkRef>): void {
    this.#db
      .transaction(() => {
        const row = this.#db.prepare('SELECT row FROM sets WHERE id = ?').pluck().get(setId) as number;
        const add = this.#db.prepare('INSERT OR IGNORE INTO content VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
        for (const chunk of chunks) {
          add.run(
            Buffer.from(chunk.sha256, 'hex'),
            row,
            chunk.volume,
            chunk.frame,
            chunk.frameLength,
            chunk.at,
            chunk.length,
            rowCheck(setId, chunk),
          );
        }
        this.#db.prepare('UPDATE sets SET indexed = 1 WHERE row = ?').run(row);
      })
      .immediate();
  }

  /** A function that tells where a content rests within the given sets. A row that fails its check is treated as not there. */
  contentFinder(setIds: readonly string[]): (sha256: string) => ChunkRef | undefined {
    const allowed = new Set(setIds);
    const find = this.#db.prepare(
      `SELECT sets.id AS "set", volume, frame, frame_length AS frameLength, at, length, crc FROM content JOIN sets ON sets.row = set_row WHERE sha256 = ?`,
    );
    return (sha256) => {
      for (const found of find.all(Buffer.from(sha256, 'hex')) as (Omit<ChunkRef, 'sha256'> & { crc: number })[]) {
        if (!allowed.has(found.set)) continue;
        const { crc, ...place } = found;
        const chunk = { ...place, sha256 };
        if (crc === rowCheck(found.set, chunk)) return chunk;
      }
      return undefined;
    };
  }

  /** Where a set is: the vault it was written into, and copies. */
  vaultsOf(id: string): string[] {
    return this.#db
      .prepare('SELECT set_places.vault FROM set_places JOIN sets ON row = set_row WHERE id = ? ORDER BY 1')
      .pluck()
      .all(id) as string[];
  }

  /** A set that is known was found there too. */
  notePlace(id: string, vault: string): void {
    this.#db.prepare('INSERT OR IGNORE INTO set_places SELECT row, ? FROM sets WHERE id = ?').run(vault, id);
  }

  /** It is no longer in that vault, and no longer known once no vault has it. */
  forgetSet(id: string, vault: string): void {
    this.#db
      .transaction(() => {
        this.#db
          .prepare('DELETE FROM set_places WHERE vault = ? AND set_row = (SELECT row FROM sets WHERE id = ?)')
          .run(vault, id);
        const [other] = this.vaultsOf(id);
        const row = this.#db.prepare(`SELECT ${SET_COLUMNS} FROM sets WHERE id = ?`).get(id) as SetRow | undefined;
        if (!row || other === undefined) this.#db.prepare('DELETE FROM sets WHERE id = ?').run(id);
        else if (row.vault === vault)
          this.#db
            .prepare('UPDATE sets SET vault = ?, own_check = ? WHERE id = ?')
            .run(other, ownCheck({ ...row, vault: other }), id);
      })
      .immediate();
  }

  /** All sets that are in that vault, of whatever plan. */
  idsIn(vault: string): ReadonlySet<string> {
    const ids = this.#db.prepare('SELECT id FROM set_places JOIN sets ON row = set_row WHERE set_places.vault = ?');
    return new Set(ids.pluck().all(vault) as string[]);
  }

  /** Gives the room of listings back that no point has any more. */
  dropUnusedSegments(): void {
    this.#db.prepare('DELETE FROM segments WHERE sha256 NOT IN (SELECT sha256 FROM set_segments)').run();
    this.looks.dropUnused();
  }

  forgetPlan(plan: string): void {
    this.#segments.clear();
    this.#db.prepare('DELETE FROM sets WHERE plan = ?').run(plan);
  }

  close(): void {
    this.#db.close();
  }
}

/** SQLite does not notice a flipped bit in a row; a wrong place in a new manifest would be a false green. */
function rowCheck(setId: string, chunk: ChunkRef): number {
  return crc32([chunk.sha256, setId, chunk.volume, chunk.frame, chunk.frameLength, chunk.at, chunk.length].join());
}

/** The same for a set's own row: only what is exactly as it was written may stand for the vault. */
function ownCheck({
  id,
  vault,
  machine,
  plan,
  seq,
  seal,
  sealSha256,
  root,
}: Omit<SetRow, 'indexed' | 'ownCheck' | 'places'>): string {
  return sha256(JSON.stringify([id, vault, machine, plan, seq, seal, sealSha256, root]));
}

/** And for the list of a point's segments: a row that is lost would be files that are lost, without a word. */
function treeCheck(setId: string, segments: readonly SegmentRef[]): string {
  const rows = segments.map(({ sha256, set, offset, length, entries, firstPath, continues }) => [
    sha256,
    set,
    offset,
    length,
    entries,
    firstPath,
    continues,
  ]);
  return sha256(JSON.stringify([setId, rows]));
}

function demandWhole(isWhole: boolean): void {
  if (!isWhole) throw new EngineError('state-damaged', { subject: 'catalogue', detail: 'row' });
}

function definitionOf(row: SetRow): PlanDefinition {
  demandWhole(row.ownCheck === ownCheck(row));
  return zPlanDefinition.parse((JSON.parse(row.root) as { plan: unknown }).plan);
}

function toSet(row: SetRow): CataloguedSet {
  demandWhole(row.ownCheck === ownCheck(row));
  return {
    vault: row.vault,
    machine: row.machine,
    plan: row.plan,
    seal: JSON.parse(row.seal) as Seal,
    sealSha256: row.sealSha256,
    indexed: row.indexed === 1,
    places: row.places?.split(',') ?? [],
  };
}
