import type { FindResult, FoundFile, GapCode } from '../../contract/index.ts';
import { baseName, isoFromNs, shownPath } from '../base/index.ts';
import { type FoundVersion, findVersions, folded, type SearchIndex } from '../catalogue/index.ts';
import { isNamePart, namePattern } from '../scan/index.ts';
import type { KnownPlan, PlanDeps } from '../ledger/index.ts';
import { catchUp } from './search-catch-up.ts';

export interface Wanted {
  /** A part of the name, or a pattern with `*` and `?`; with a `/` in it, of the whole path. */
  readonly pattern: string;
  readonly limit: number;
  readonly deletedOnly: boolean;
}

/** Files by name across all points, deleted ones included. What the index does not know yet is read into it first. */
export async function findFiles(
  deps: PlanDeps,
  search: SearchIndex,
  plans: readonly KnownPlan[],
  { pattern, limit, deletedOnly }: Wanted,
): Promise<FindResult> {
  const ids = new Map<number, string>();
  for (const plan of plans) {
    await catchUp(deps, search, plan);
    ids.set(search.progress(plan.definition.id).plan, plan.definition.id);
  }
  const { versions, more } = findVersions(search, {
    plans: [...ids.keys()],
    wanted: folded(pattern),
    fits: isNamePart(pattern) ? undefined : namePattern(pattern),
    deletedOnly,
    limit,
  });
  return { rows: versions.map((version) => rowOf(version, ids.get(version.plan) as string)), more };
}

function rowOf({ path, deleted, type, version, size, mtime, more, points }: FoundVersion, planId: string): FoundFile {
  return {
    ...shownPath(path),
    name: shownPath(baseName(path)).path,
    type,
    size,
    modifiedAt: isoFromNs(mtime),
    ...(type === 'file' && { sha256: version.split(' ', 1)[0] }),
    ...(more.target !== undefined && { linkTarget: shownPath(more.target).path }),
    ...(more.gap !== undefined && { gap: more.gap as GapCode }),
    flags: [...(more.flags ?? [])],
    planId,
    deleted,
    points: points.map(({ id, at }) => ({ setId: id, at })),
  };
}
