import type { FilePage, FileRow } from '../../contract/index.ts';
import type { Entry } from '../archive/index.ts';
import { baseName, EngineError, isoFromNs, type RawPath, shownPath } from '../base/index.ts';
import type { PointTree } from '../catalogue/index.ts';
import { Vault } from '../vault/index.ts';
import { type PlanSets, treeOf } from './known-sets.ts';
import { type KnownPlan, knownPlans, type PlanDeps } from './plans.ts';
import { resolvePoint } from './points.ts';
import { rawTreePaths } from './tree-path.ts';

/** One page of a folder at a point, folders first. `path` is label/relative, or an original path. */
export function listFiles(
  deps: PlanDeps,
  plan: KnownPlan,
  input: { at: string; path: string; offset: number; limit: number },
): FilePage {
  const { seal } = resolvePoint(deps, plan, input.at);
  const tree = treeOf(lazySets(deps, plan), seal.set);
  const folder = input.path === '' ? ('' as RawPath) : pathIn(tree, plan, input.path);
  const own = folder === '' ? undefined : tree.entry(folder);
  const found = own && own.type !== 'dir' ? [own] : [...tree.children(folder)];
  const rows = found.map(rowOf).sort((a, b) => Number(b.type === 'dir') - Number(a.type === 'dir'));
  return {
    setId: seal.set,
    at: seal.at,
    path: shownPath(folder).path,
    total: rows.length,
    rows: rows.slice(input.offset, input.offset + input.limit),
  };
}

/** Throws EngineError `path-unknown`. */
function pathIn(tree: PointTree, plan: KnownPlan, path: string): RawPath {
  const found = rawTreePaths(plan, path).find((candidate) => !tree.below(candidate).next().done);
  if (found === undefined) throw new EngineError('path-unknown', { subject: path });
  return found;
}

/** All plans, or the one that is named. */
export function plansToSearch(deps: PlanDeps, plan: KnownPlan | undefined): KnownPlan[] {
  return plan ? [plan] : knownPlans(deps);
}

/** Listing comes from the catalogue; the vault is opened only if a part of it has been lost. */
export function lazySets(deps: PlanDeps, plan: KnownPlan): PlanSets {
  let vault: Vault | undefined;
  return {
    catalogue: deps.catalogue,
    folder: { machine: plan.machine, plan: plan.definition.id },
    get vault() {
      vault ??= Vault.open(plan.vaultPlace, plan.vaultId);
      return vault;
    },
  };
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
