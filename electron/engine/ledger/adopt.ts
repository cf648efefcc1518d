import { resolve } from 'node:path';
import type { PlanAdded } from '../../contract/index.ts';
import { EngineError } from '../base/index.ts';
import { findPlan, type PlanDeps, demandUsableSources } from './plans.ts';
import { openPlanVault } from './plan-vault.ts';
import { otherWriter } from './plan-writer.ts';
import { noteDisks } from './same-disk.ts';

export interface AdoptInput {
  readonly plan: string;
  /** Where sources are on this computer, by their label; the others are looked for where they were. */
  readonly sources: readonly { readonly label: string; readonly path: string }[];
}

/**
 * Makes a plan that was found in a vault one of this computer, so that its chain goes on here. Writes nothing into the vault.
 * Throws `plan-unknown`, `plan-name-taken`, `source-missing`, `source-is-vault`, `usage`, and what opening the vault throws.
 */
export function adoptPlan(deps: PlanDeps, { plan: wanted, sources: moved }: AdoptInput): PlanAdded {
  const { state, catalogue } = deps;
  const plan = findPlan(deps, wanted);
  const { definition, vaultId, machine } = plan;
  if (plan.origin === 'here' && !otherWriter(deps, plan))
    throw new EngineError('plan-name-taken', { subject: definition.name });
  const vault = openPlanVault(deps, plan);
  vault.demandWritable();
  const stranger = moved.find(({ label }) => !definition.sources.some((source) => source.label === label));
  if (stranger) throw new EngineError('usage', { subject: stranger.label });
  const sources = definition.sources.map(({ label, path }) => {
    const here = moved.find((each) => each.label === label)?.path;
    return { label, path: here === undefined ? path : resolve(here) };
  });
  demandUsableSources(
    sources.map(({ path }) => path),
    vault.path,
  );
  const seq = catalogue.lastWritten(definition.id)?.seal.seq ?? 0;
  state.takePlan({ ...definition, sources }, vaultId, { machine, seq });
  noteDisks(state, { id: definition.id, sources }, vault.path);
  return {
    id: definition.id,
    name: definition.name,
    vault: vault.path,
    vaultId,
    inSubfolder: false,
    encrypted: vault.isEncrypted,
  };
}
