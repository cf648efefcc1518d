import type { Entry } from '../archive/index.ts';
import { comparePaths, isWithin, type RawPath } from '../base/index.ts';
import type { PointTree } from '../catalogue/index.ts';
import { type KnownPlan, rawTreePaths } from '../ledger/index.ts';

/** The part of a point that was asked for. */
export interface Selection {
  readonly roots: readonly RawPath[];
  /** Asked for, but not in the point. */
  readonly unknown: readonly string[];
}

/** No paths mean everything. A path within another adds nothing. */
export function select(tree: PointTree, plan: KnownPlan, paths: readonly string[]): Selection {
  if (paths.length === 0) return { roots: ['' as RawPath], unknown: [] };
  const unknown: string[] = [];
  const wanted = paths.flatMap((path) => {
    const found = rawTreePaths(plan, path).find((candidate) => !tree.below(candidate).next().done);
    if (found === undefined) unknown.push(path);
    return found === undefined ? [] : [found];
  });
  const sorted = [...new Set(wanted)].sort(comparePaths);
  return { roots: sorted.filter((path) => !sorted.some((other) => isWithin(path, other))), unknown };
}

/** The selected entries, in path order. */
export function* selectedEntries(tree: PointTree, selection: Selection): Generator<Entry> {
  for (const root of selection.roots) yield* tree.below(root);
}
