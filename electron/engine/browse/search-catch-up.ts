import type { Entry } from '../archive/index.ts';
import { breathe, comparePaths, type RawPath } from '../base/index.ts';
import { type CataloguedSet, type Findable, type PointTree, type SearchIndex, versionOf } from '../catalogue/index.ts';
import type { KnownPlan, PlanDeps } from '../ledger/index.ts';
import { treeAt } from './list-files.ts';

/** After so long others get a turn: the rest of this process, and other processes with this index. */
const STEP_MS = 20;
/** Between two looks at the clock. */
const ENTRIES_AT_ONCE = 50;

/** What one path was in the point before, and is in this one. */
interface Change {
  readonly path: RawPath;
  readonly before: Findable | undefined;
  readonly now: Findable | undefined;
}

type Reading = { readonly target: string; upto: RawPath | undefined; readonly changes: Iterator<Change> };

/**
 * Reads the plan's sets that the index does not know into it, each as its difference to the one before. What an ended process
 * left half done is gone on with. Sets that went, or came between known ones, make it begin anew.
 */
export async function catchUp(
  deps: PlanDeps,
  search: SearchIndex,
  plan: KnownPlan,
  isWanted: () => boolean = () => true,
): Promise<void> {
  const points = deps.catalogue.sets(plan.definition.id);
  const wanted = points.map(({ seal }) => ({ id: seal.set, at: seal.at }));
  const treeOf = (place: number): PointTree => treeAt(deps, plan, points[place] as CataloguedSet);
  let reading: Reading | undefined;

  const step = (): boolean => {
    const { plan: row, sets: known, target, upto } = search.progress(plan.definition.id);
    const next = wanted[known.length];
    const isBeginning = known.every(({ id }, place) => id === wanted[place]?.id);
    if (!isBeginning || (target !== undefined && target !== next?.id)) {
      search.forget(row);
      return false;
    }
    if (!next) return true;
    if (reading?.target !== next.id || reading.upto !== upto) {
      const trees = [known.length > 0 ? treeOf(known.length - 1) : undefined, treeOf(known.length)] as const;
      reading = { target: next.id, upto, changes: changesBehind(upto, ...trees) };
    }
    const writer = search.writer(row, known.length, next);
    const end = performance.now() + STEP_MS;
    for (let n = 1; n % ENTRIES_AT_ONCE !== 0 || performance.now() < end; n++) {
      const { done, value } = reading.changes.next();
      if (done) {
        search.finishSet(row, known.length, next);
        return known.length + 1 === wanted.length;
      }
      reading.upto = value.path;
      if (!value.now) writer.ends(value.path);
      else if (!value.before || versionOf(value.before) !== versionOf(value.now)) writer.begins(value.now);
    }
    search.keepProgress(row, next.id, reading.upto as RawPath);
    return false;
  };
  while (isWanted() && !search.step(step)) await breathe();
}

/** Both listings side by side, in path order, behind `upto`; parts that both share are not read at all. */
function* changesBehind(upto: RawPath | undefined, before: PointTree | undefined, now: PointTree): Generator<Change> {
  const old = before ? onlyIn(before, now, upto) : [].values();
  const fresh = onlyIn(now, before, upto);
  let [a, b] = [nextOf(old), nextOf(fresh)];
  while (a ?? b) {
    const order = !a ? 1 : !b ? -1 : comparePaths(a.path, b.path);
    const path = (order <= 0 ? a?.path : b?.path) as RawPath;
    yield { path, before: order <= 0 ? a : undefined, now: order >= 0 ? b : undefined };
    if (order <= 0) a = nextOf(old);
    if (order >= 0) b = nextOf(fresh);
  }
}

function nextOf(entries: Iterator<Findable>): Findable | undefined {
  const { done, value } = entries.next();
  return done ? undefined : value;
}

function* onlyIn(tree: PointTree, other: PointTree | undefined, upto: RawPath | undefined): Generator<Findable> {
  const keyOf = (refs: readonly { sha256: string }[]): string => refs.map(({ sha256 }) => sha256).join();
  const shared = new Set<string>();
  if (other) for (const { refs } of other.groups()) shared.add(keyOf(refs));
  const groups = [...tree.groups()];
  for (const [i, group] of groups.entries()) {
    if (shared.has(keyOf(group.refs))) continue;
    const end = groups[i + 1]?.refs[0]?.firstPath;
    if (upto !== undefined && end !== undefined && comparePaths(end, upto) <= 0) continue;
    for (const entry of group.entries)
      if (isFindable(entry) && (upto === undefined || comparePaths(entry.path, upto) > 0)) yield entry;
  }
}

function isFindable(entry: Entry): entry is Findable {
  return entry.type !== 'dir';
}
