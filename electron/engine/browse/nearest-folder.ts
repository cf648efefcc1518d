import type { NearestFolder } from '../../contract/index.ts';
import type { CataloguedSet } from '../catalogue/index.ts';
import { type KnownPlan, type PlanDeps, rawTreePaths, resolvePoint } from '../ledger/index.ts';
import { treeAt } from './list-files.ts';

/**
 * Where to go on from a folder that a point does not hold: the nearest folder above it there (the empty path is the top),
 * and the nearest points before and after that do hold it, where there are any. Throws EngineError `no-points`,
 * `point-unknown`.
 */
export function nearestFolder(deps: PlanDeps, plan: KnownPlan, input: { at: string; path: string }): NearestFolder {
  const { path } = input;
  const point = resolvePoint(deps, plan, input.at);
  const { seal } = point;
  const sets = deps.catalogue.sets(plan.definition.id);
  const index = sets.findIndex((set) => set.seal.set === seal.set);
  const holds = folderTest(deps, plan);
  const found = (points: readonly CataloguedSet[]) => {
    const near = points.find((each) => holds(each, path));
    return near && { setId: near.seal.set, at: near.seal.at };
  };
  const before = found(sets.slice(0, index).reverse());
  const after = found(sets.slice(index + 1));
  const above = foldersAbove(path).find((folder) => holds(point, folder)) ?? '';
  return { setId: seal.set, at: seal.at, path, above, ...(before && { before }), ...(after && { after }) };
}

/** Whether a point holds a folder. Points share most of their listing: the same part of it is looked into once. */
function folderTest(deps: PlanDeps, plan: KnownPlan): (point: CataloguedSet, path: string) => boolean {
  const known = new Map<string, boolean>();
  return (point, path) => {
    const tree = treeAt(deps, plan, point);
    return rawTreePaths(plan, path).some((candidate) => {
      const part = `${tree.partOf(candidate)} ${candidate}`;
      const isFolder = known.get(part) ?? tree.entry(candidate)?.type === 'dir';
      known.set(part, isFolder);
      return isFolder;
    });
  };
}

/** From the nearest to the topmost. */
function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, count) => parts.slice(0, parts.length - count).join('/'));
}
