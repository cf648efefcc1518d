import type { RawPath } from '../base/index.ts';
import type { IndexedSet, More, SearchIndex } from './search-index.ts';
import { marksOf } from './search-index.ts';

/** Up to so many spans are put in order after they were found; of more, the newest are looked through until there are enough. */
const SORTED_MAX = 10_000;
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

const JOINED = 'FROM names CROSS JOIN paths ON paths.name = names.row CROSS JOIN spans ON spans.path = paths.row';
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
  const { where, values } = conditions(query);
  const chosen = namesWith(literalOf(query));
  // Whole paths are looked at one by one, and so are names of which not even one letter is known.
  if (!chosen) return undefined;
  const rows = search.db
    .prepare(`SELECT ${HIT} ${JOINED} WHERE ${[...chosen.where, ...where].join(' AND ')} LIMIT ${SORTED_MAX + 1}`)
    .all(...chosen.values, ...values) as Hit[];
  if (rows.length > SORTED_MAX) return undefined;
  return query.fits ? rows.filter(({ path }) => query.fits?.(path)) : rows;
}

/** From the newest on; whoever has enough stops asking. */
function* newestHits(search: SearchIndex, query: NameQuery): Generator<Hit> {
  const { where, values } = conditions(query);
  const literal = literalOf(query);
  const ordered = query.plans.map((plan) =>
    search.db
      .prepare(
        `SELECT ${HIT} FROM spans CROSS JOIN paths ON paths.row = spans.path CROSS JOIN names ON names.row = paths.name
         WHERE spans.plan = ? AND ${[...(literal === '' ? [] : ['instr(folded, ?) > 0']), ...where].join(' AND ')}
         ORDER BY spans.seen DESC, spans.row`,
      )
      .iterate(plan, ...(literal === '' ? [] : [literal]), ...values),
  ) as IterableIterator<Hit>[];
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

function conditions({ plans, deletedOnly }: NameQuery): { where: string[]; values: unknown[] } {
  const where = [`paths.plan IN (${plans.map(() => '?').join()})`, ...(deletedOnly ? ['paths.here = 0'] : [])];
  return { where, values: [...plans] };
}

/** Letters that every name that fits has, one behind the other. */
function literalOf({ wanted, fits }: NameQuery): string {
  if (!fits) return wanted;
  if (wanted.includes('/') || SPECIAL.test(wanted)) return '';
  return wanted.split(/[*?]+/).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

function namesWith(literal: string): { where: string[]; values: string[] } | undefined {
  const letters = [...literal];
  if (letters.length === 0) return undefined;
  const instr = { where: ['instr(folded, ?) > 0'], values: [literal] };
  const within = (table: string, words: readonly string[]) => ({
    where: [`names.row IN (SELECT rowid FROM ${table} WHERE ${table} MATCH ?)`, ...instr.where],
    values: [words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND '), ...instr.values],
  });
  const threes = letters.slice(2).map((last, i) => `${letters[i]}${letters[i + 1]}${last}`);
  if (threes.length > 0) return within('name_threes', threes);
  const marks = marksOf(literal);
  return marks.length > 0 ? within('name_marks', marks) : instr;
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
