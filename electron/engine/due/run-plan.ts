import type { BackupResult } from '../../contract/index.ts';
import { isConsolidationDue } from '../plan/index.ts';
import { backup, type BackupDeps, type BackupInput, consolidate } from '../backup/index.ts';
import type { JobControl } from '../run/index.ts';
import { chainLinks } from '../sets/index.ts';
import type { KnownPlan } from '../ledger/index.ts';

/**
 * A backup, and where its chain has grown long by it, a new full made of what is stored, as a run of its own. Throws what `backup`
 * throws: its point stands whatever becomes of the second run, whose end its own line of the history tells. Where that
 * made nothing, the next run makes a full of the sources.
 */
export async function runPlan(
  deps: BackupDeps,
  input: BackupInput & { readonly plan: KnownPlan },
  control: JobControl,
): Promise<BackupResult> {
  const result = await backup(deps, input, control);
  const { definition, vaultId: vault } = input.plan;
  const { id: plan, scheme } = definition;
  const isDue = (): boolean => isConsolidationDue(scheme, input.kind, chainLinks(deps.catalogue, { plan, vault }));
  try {
    if (result.setId !== null && !control.signal?.aborted && isDue())
      await consolidate(deps, { plan: input.plan }, control);
  } catch {
    // Told by the history; the backup is no worse for it.
  }
  return result;
}
