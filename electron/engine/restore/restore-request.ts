import type { z } from 'zod';
import { type RestoreInput, zRestoreInput } from '../../contract/index.ts';
import { EngineError, type RawPath } from '../base/index.ts';
import type { PointTree } from '../catalogue/index.ts';
import { type PlanSets, treeOf } from '../sets/index.ts';
import { findPlan, type KnownPlan, openToRead, planAt, type PlanDeps, resolvePoint } from '../ledger/index.ts';
import { placesHere } from './places-here.ts';
import type { Placing } from './restore-target.ts';
import { type Selection, select, selectedEntries } from './selection.ts';

/** A request that has been understood: the point, its tree, and the part of it that is wanted. */
export interface ReadyRestore {
  readonly input: z.output<typeof zRestoreInput>;
  readonly plan: KnownPlan;
  readonly setId: string;
  readonly at: string;
  readonly sets: PlanSets;
  readonly tree: PointTree;
  readonly selection: Selection;
  /** By label, for a point that another computer wrote. */
  readonly here: ReadonlyMap<string, string> | undefined;
}

/** Throws EngineError `usage`, `plan-unknown`, `no-points`, `point-unknown`, `path-unknown`, and what opening a vault throws. */
export function prepareRestore(deps: PlanDeps, given: RestoreInput): ReadyRestore {
  const parsed = zRestoreInput.safeParse(given);
  if (!parsed.success) throw new EngineError('usage', { detail: parsed.error.issues[0]?.message ?? '' });
  const input = parsed.data;
  const known = findPlan(deps, input.plan);
  const point = resolvePoint(deps, known, input.at);
  const { seal } = point;
  // As the plan was then: a source that was removed since still has an original place.
  const { sources } = deps.catalogue.definitionAt(seal.set) ?? known.definition;
  const { sets, vaultId, vaultPlace } = openToRead(deps, known, point);
  const plan = { ...planAt(deps, known, point), vaultId, vaultPlace, definition: { ...known.definition, sources } };
  sets.vault.demandOpen();
  const tree = treeOf(sets, seal.set);
  // A path may be meant as it was then, or as it is now: on another computer, or in an adopted plan, they differ.
  const named = [...sources, ...known.definition.sources];
  const selection = select(tree, { ...plan, definition: { ...plan.definition, sources: named } }, input.paths);
  if (selection.roots.length === 0) throw new EngineError('path-unknown', { subject: selection.unknown.join(', ') });
  const here = placesHere(deps, known, seal.set);
  return { input, plan, setId: seal.set, at: seal.at, sets, tree, selection, here };
}

/** What decides on original places. */
export function placing({ input, selection, here }: ReadyRestore): Placing {
  const { roots } = selection;
  const labels = roots.includes('' as RawPath) ? undefined : new Set(roots.map((root) => root.split('/', 1)[0] ?? ''));
  return { map: input.map, here, labels };
}

/** How much was asked for: files and links, and the bytes of the files. */
export function measure({ tree, selection }: ReadyRestore): { files: number; bytes: number } {
  let files = 0;
  let bytes = 0;
  for (const entry of selectedEntries(tree, selection)) {
    if (entry.type !== 'dir') files++;
    if (entry.type === 'file') bytes += entry.size;
  }
  return { files, bytes };
}
