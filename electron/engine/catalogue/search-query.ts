import type { RawPath } from '../base/index.ts';
import type { IndexedSet, More, SearchIndex } from './search-index.ts';
import { marksOf } from './search-index.ts';

/** Up to so many spans are put in order after they were found; of more, the newest are looked through until there are enough. */
const SORTED_MAX = 4000;
/** Where no more files than this are gone, they are looked at one by one if only such are wanted. */
const GONE_MAX = 50_000;
/** No letter of a pattern that has these stands for itself alone. */
const SPECIAL = /[[\]{}()!+@|\\]/;

export interface NameQuery {
  /** Plans by the row the index knows them by. */
  readonly plans: readonly number[];
  /** Folded. Any part of a name, or a pattern if `fits` is there. */
  readonly wanted: string;
  /** Decides on a folded name, or on a whole path where `wanted` has a `/`. */
  readonly fits?: ((path: RawPath) => boolean) | undefined;
  readonly deletedOnly: boolean;
  readonly limit: number;
}

/** One version of a file, with the points that hold it, newest first. */
export interface FoundVersion {
  readonly plan: number;
  readonly path: RawPath;
  /** The newest point has nothing at this path. */
  readonly deleted: boolean;
  readonly type: 'file' | 'symlink' | 'gap';
  readonly version: string;
  readonly size: number;
  readonly mtime: string;
  readonly more: More;
  readonly points: readonly IndexedSet[];
}

interface Hit {
  readonly span: number;
  readonly seen: number;
  readonly path: RawPath;
}

interface SpanRow {
  readonly plan: number;
  readonly pathRow: number;
  readonly path: RawPath;
  readonly here: number;
  readonly version: string;
  readonly type: FoundVersion['type'];
  readonly size: number;
  readonly mtime: string;
  readonly more: string | null;
}

const BY_NAME = 'names CROSS JOIN paths ON paths.name = names.row CROSS JOIN spans ON spans.path = paths.row';
const BY_GONE = 'paths CROSS JOIN names ON names.row = paths.name CROSS JOIN spans ON spans.path = paths.row';
const BY_TIME = 'spans CROSS JOIN paths ON paths.row = spans.path CROSS JOIN names ON names.row = paths.name';
const HIT = 'spans.row AS span, spans.seen AS seen, paths.path AS path';

/** Versions whose name fits, those that appeared last first; `more` where there are further ones. */
export function findVersions(
  search: SearchIndex,
  query: NameQuery,
): { readonly versions: FoundVersion[]; readonly more: boolean } {
  const sets = new Map(query.plans.map((plan) => [plan, search.sets(plan)]));
  const describe = describer(search, sets);
  const versions = new Map<string, FoundVersion>();
  for (const { span } of hits(search, query)) {
    const found = describe(span);
    if (found) versions.set(`${found.plan} ${found.path}\0${found.version}`, found);
    if (versions.size > query.limit) break;
  }
  return { versions: [...versions.values()].slice(0, query.limit), more: versions.size > query.limit };
}

function hits(search: SearchIndex, query: NameQuery): Iterable<Hit> {
  const few = fewHits(search, query);
  if (few) return few.sort(newestFirst);
  return newestHits(search, query);
}

function newestFirst(a: Hit, b: Hit): number {
  return b.seen - a.seen || a.span - b.span;
}

/** All hits in no order, or undefined where they are too many. */
function fewHits(search: SearchIndex, query: NameQuery): Hit[] | undefined {
  const parts = literalsOf(query);
  const byGone = query.deletedOnly && areFewGone(search, query);
  // Whole paths are looked at one by one, and so are names of which not even one letter is known.
  if (parts.length === 0 && !byGone) return undefined;
  const index = byGone ? undefined : parts.map(indexed).find((each) => each !== undefined);
  const chosen = join([index, conditions(query), ...parts.map(named)]);
  // The index is read only as far as there is need: the list of names with a common word is long.
  const from = index ? `${index.table} CROSS JOIN ${BY_NAME} AND names.row = ${index.table}.rowid` : BY_NAME;
  const rows = search.db
    .prepare(`SELECT ${HIT} FROM ${byGone ? BY_GONE : from} WHERE ${chosen.where} LIMIT ${SORTED_MAX + 1}`)
    .all(...chosen.values) as Hit[];
  if (rows.length > SORTED_MAX) return undefined;
  return query.fits ? rows.filter(({ path }) => query.fits?.(path)) : rows;
}

function areFewGone(search: SearchIndex, query: NameQuery): boolean {
  const { where, values } = join([conditions(query)]);
  const gone = search.db.prepare(`SELECT count(*) FROM (SELECT 1 FROM paths WHERE ${where} LIMIT ${GONE_MAX + 1})`);
  return (gone.pluck().get(...values) as number) <= GONE_MAX;
}

/** From the newest on; whoever has enough stops asking. */
function* newestHits(search: SearchIndex, query: NameQuery): Generator<Hit> {
  const ordered = query.plans.map((plan) => {
    const chosen = join([conditions({ ...query, plans: [plan] }), ...literalsOf(query).map(named)]);
    return search.db
      .prepare(
        `SELECT ${HIT} FROM ${BY_TIME} WHERE spans.plan = ? AND ${chosen.where} ORDER BY spans.seen DESC, spans.row`,
      )
      .iterate(plan, ...chosen.values);
  }) as IterableIterator<Hit>[];
  try {
    const heads = ordered.map((hits) => ({ hits, head: hits.next() }));
    for (;;) {
      const open = heads.filter(({ head }) => !head.done);
      const [first] = open.sort((a, b) => newestFirst(a.head.value as Hit, b.head.value as Hit));
      if (!first) return;
      const hit = first.head.value as Hit;
      if (query.fits?.(hit.path) ?? true) yield hit;
      first.head = first.hits.next();
    }
  } finally {
    for (const hits of ordered) hits.return?.();
  }
}

interface Condition {
  readonly where: string;
  readonly values: readonly unknown[];
}

function join(conditions: readonly (Condition | undefined)[]): Condition {
  const all = conditions.filter((condition) => condition !== undefined);
  return { where: all.map(({ where }) => where).join(' AND '), values: all.flatMap(({ values }) => values) };
}

function conditions({ plans, deletedOnly }: NameQuery): Condition {
  const where = `paths.plan IN (${plans.map(() => '?').join()})${deletedOnly ? ' AND paths.here = 0' : ''}`;
  return { where, values: plans };
}

/** Letters that stand together in every name that fits. */
function literalsOf({ wanted, fits }: NameQuery): string[] {
  if (!fits) return wanted === '' ? [] : [wanted];
  if (wanted.includes('/') || SPECIAL.test(wanted)) return [];
  return wanted.split(/[*?]+/).filter((part) => part !== '');
}

function named(literal: string): Condition {
  return { where: 'instr(names.folded, ?) > 0', values: [literal] };
}

/** Undefined where no index knows so short a word. */
function indexed(literal: string): (Condition & { readonly table: string }) | undefined {
  const letters = Array.from(literal);
  const threes = letters.slice(2).map((last, i) => `${letters[i]}${letters[i + 1]}${last}`);
  const words = threes.length > 0 ? threes : marksOf(literal);
  if (words.length === 0) return undefined;
  const table = threes.length > 0 ? 'name_threes' : 'name_marks';
  return {
    table,
    where: `${table} MATCH ?`,
    values: [words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ')],
  };
}

/** A span with all points of its version; undefined for one of a set that is only half read in. */
function describer(
  search: SearchIndex,
  sets: ReadonlyMap<number, readonly IndexedSet[]>,
): (span: number) => FoundVersion | undefined {
  const row = search.db.prepare(
    `SELECT spans.plan, paths.row AS pathRow, paths.path, here, version, type, size, mtime, more
     FROM spans JOIN paths ON paths.row = spans.path WHERE spans.row = ?`,
  );
  const sameVersion = search.db.prepare('SELECT since, until FROM spans WHERE path = ? AND version = ? ORDER BY since');
  return (span) => {
    const { pathRow, here, more, ...found } = row.get(span) as SpanRow;
    const known = sets.get(found.plan) ?? [];
    const spans = sameVersion.all(pathRow, found.version) as { since: number; until: number | null }[];
    const points = spans.flatMap(({ since, until }) => known.slice(since, until === null ? undefined : until + 1));
    if (points.length === 0) return undefined;
    return {
      ...found,
      deleted: here === 0,
      more: more === null ? {} : (JSON.parse(more) as More),
      points: points.reverse(),
    };
  };
}
