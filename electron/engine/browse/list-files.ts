import type { FilePage, FileRow } from '../../contract/index.ts';
import type { Entry } from '../archive/index.ts';
import { baseName, EngineError, isoFromNs, type RawPath, shownPath } from '../base/index.ts';
import type { CataloguedSet, FolderPages, PointTree } from '../catalogue/index.ts';
import type { Vault } from '../vault/index.ts';
import { type PlanSets, treeOf } from '../sets/index.ts';
import {
  type KnownPlan,
  knownPlans,
  openPlanVault,
  planAt,
  type PlanDeps,
  rawTreePaths,
  resolvePoint,
} from '../ledger/index.ts';

/** One page of a folder at a point, folders first. `path` is label/relative, or an original path. Throws EngineError `path-unknown`. */
export async function listFiles(
  deps: PlanDeps,
  pages: FolderPages,
  plan: KnownPlan,
  input: { at: string; path: string; offset: number; limit: number },
): Promise<FilePage> {
  const point = resolvePoint(deps, plan, input.at);
  const { seal } = point;
  const tree = treeAt(deps, plan, point);
  const { folder, own } = placeOf(pages, tree, plan, input.path);
  const { total, entries } = own
    ? { total: 1, entries: [own].slice(input.offset, input.offset + input.limit) }
    : await pages.page(tree, folder, input);
  return { setId: seal.set, at: seal.at, path: shownPath(folder).path, total, rows: entries.map(rowOf) };
}

/** Counts the folders of the newest point, which is what people look at first; points share what did not change. */
export async function prepareFolders(
  deps: PlanDeps,
  pages: FolderPages,
  plan: KnownPlan,
  isWanted: () => boolean,
): Promise<void> {
  const newest = deps.catalogue.sets(plan.definition.id).at(-1);
  if (newest) await pages.prepare(treeAt(deps, plan, newest), isWanted);
}

/** What a path names: a folder, or something that is listed alone. Throws EngineError `path-unknown`. */
function placeOf(
  pages: FolderPages,
  tree: PointTree,
  plan: KnownPlan,
  path: string,
): { readonly folder: RawPath; readonly own?: Entry } {
  if (path === '') return { folder: '' as RawPath };
  for (const folder of rawTreePaths(plan, path)) {
    const found = pages.at(tree, folder);
    if (found === 'below' || found?.type === 'dir') return { folder };
    if (found) return { folder, own: found };
  }
  throw new EngineError('path-unknown', { subject: path });
}

/** All plans, or the one that is named. */
export function plansToSearch(deps: PlanDeps, plan: KnownPlan | undefined): KnownPlan[] {
  return plan ? [plan] : knownPlans(deps);
}

/** The tree of a point: from the catalogue; the vault that the point is in is opened only if a part of it has been lost. */
export function treeAt(deps: PlanDeps, plan: KnownPlan, point: CataloguedSet): PointTree {
  const there = planAt(deps, plan, point);
  let vault: Vault | undefined;
  const sets: PlanSets = {
    catalogue: deps.catalogue,
    folder: { machine: there.machine, plan: there.definition.id },
    get vault() {
      vault ??= openPlanVault(deps, there);
      return vault;
    },
  };
  return treeOf(sets, point.seal.set);
}

function rowOf(entry: Entry): FileRow {
  const named = { ...shownPath(entry.path), name: shownPath(baseName(entry.path)).path };
  const nothing = { size: 0, modifiedAt: isoFromNs('0'), flags: [] };
  if (entry.type === 'gap') return { ...named, type: 'gap', ...nothing, gap: entry.code };
  const modifiedAt = isoFromNs(entry.mtime);
  if (entry.type === 'dir') return { ...named, type: 'dir', ...nothing, modifiedAt };
  if (entry.type === 'symlink')
    return { ...named, type: 'symlink', ...nothing, modifiedAt, linkTarget: shownPath(entry.target).path };
  const flags: FileRow['flags'] = [
    ...(entry.changedWhileRead ? (['changed-while-read'] as const) : []),
    ...(entry.hardLink ? (['hard-link'] as const) : []),
    ...(entry.sparse ? (['sparse'] as const) : []),
  ];
  return { ...named, type: 'file', size: entry.size, modifiedAt, sha256: entry.sha256, flags };
}
