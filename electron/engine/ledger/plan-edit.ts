import { resolve } from 'node:path';
import { type PlanChange, zPlanChange } from '../../contract/index.ts';
import type { PlanDefinition } from '../archive/index.ts';
import { EngineError, now } from '../base/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { excludeRule } from '../scan/index.ts';
import { type LabelledSource, labelSources } from '../source/index.ts';
import { demandPin } from './pin.ts';
import { movePlace } from './plan-move.ts';
import {
  cleanKeep,
  cleanName,
  cleanSchedule,
  demandFreeName,
  demandUsableSources,
  findOwnPlan,
  findPlan,
  type KnownPlan,
  type PlanDeps,
} from './plans.ts';
import { noteDisks } from './same-disk.ts';
import { useShadowCopies } from './shadow-copies.ts';
import { watchNoMore, watchWithFile } from './watch-file.ts';
import { changeTiming } from './timing.ts';

/**
 * Changes what is given and leaves the rest. The next set carries the new definition; sets that exist keep theirs, and what was
 * saved of a removed source stays in them. `watchFile`: what a file says that is laid to be watched. Throws what adding a plan throws, except for its vault, and what `movePlace` throws.
 */
export async function editPlan(
  deps: PlanDeps,
  wanted: string,
  { change, pin, watchFile }: { change: PlanChange; pin: string | undefined; watchFile?: string | undefined },
): Promise<KnownPlan> {
  const guarded = change.vault !== undefined || change.credentials !== undefined;
  if (guarded || changesWhatIsKept(findOwnPlan(deps, wanted), change)) await demandPin(deps, pin);
  // Looked at only now: another change may have come while the PIN was looked at.
  const plan = findOwnPlan(deps, wanted);
  write(deps, plan, change);
  if (change.watchFile === false) watchNoMore(deps.state, plan.definition.id);
  if (change.watchFile === true && watchFile !== undefined)
    watchWithFile(deps.state, findOwnPlan(deps, plan.definition.id).definition, watchFile);
  if (change.useShadowCopies !== undefined) useShadowCopies(deps.state, plan.definition.id, change.useShadowCopies);
  if (change.vault !== undefined)
    await deps.disks.bringUpToDate(deps.state, [findOwnPlan(deps, plan.definition.id).vaultId]);
  return findPlan(deps, plan.definition.id);
}

function write(deps: PlanDeps, plan: KnownPlan, given: PlanChange): void {
  const { state, catalogue } = deps;
  const parsed = zPlanChange.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const detail = `${issue?.path.join('.')}: ${issue?.message}`;
    throw new EngineError(issue?.path[0] === 'name' ? 'plan-name-invalid' : 'usage', {
      subject: given.name ?? plan.definition.name,
      detail,
    });
  }
  const { name, sources, scheme, exclude, level, schedule, keep, plugIn, timing, vault, credentials } = parsed.data;
  const old = plan.definition;
  demandFreeName(state, name === undefined ? old.name : cleanName(name), old.id);
  if (exclude !== undefined) excludeRule(exclude);
  const rule = keep === undefined ? undefined : cleanKeep(keep);
  const moved =
    vault !== undefined || credentials !== undefined ? movePlace(deps, plan, { vault, credentials }) : undefined;
  const changed: PlanDefinition = {
    ...old,
    name: name === undefined ? old.name : cleanName(name),
    sources: sources === undefined ? old.sources : relabelled({ plan, catalogue }, sources),
    scheme: scheme ?? old.scheme,
    exclude: exclude ?? old.exclude,
    level: level ?? old.level,
    schedule: schedule === undefined ? old.schedule : cleanSchedule(schedule),
    keep: rule ?? moved?.keep ?? old.keep,
  };
  state.together(() => {
    moved?.write();
    state.changePlan(changed);
  });
  if (plugIn !== undefined) state.setPlugIn(old.id, plugIn);
  if (sources !== undefined || vault !== undefined) noteDisks(state, changed, findOwnPlan(deps, old.id).vaultPlace);
  // What a new schedule would have asked for in the past is not made up for.
  if (changed.schedule !== old.schedule) {
    state.setDealtUntil(old.id, now().toISOString());
    state.dues.forgetPromises(old.id);
  }
  if (timing !== undefined) changeTiming(state, plan, timing);
}

/** Whether points would go earlier, or other things be backed up: what the PIN guards. */
function changesWhatIsKept({ definition }: KnownPlan, { keep, sources }: PlanChange): boolean {
  if (keep !== undefined && cleanKeep(keep) !== definition.keep) return true;
  if (sources === undefined) return false;
  const wanted = new Set(sources.map((path) => resolve(path)));
  return wanted.size !== definition.sources.length || !definition.sources.every(({ path }) => wanted.has(path));
}

/**
 * A source that stays, or comes back, keeps the name its tree has in the sets that exist; and no other source ever gets
 * that name, or old files would be given back to a place where they never were.
 */
function relabelled(
  { plan, catalogue }: { plan: KnownPlan; catalogue: Catalogue },
  wanted: readonly string[],
): LabelledSource[] {
  const { definition, vaultPlace } = plan;
  const paths = [...new Set(wanted.map((path) => resolve(path)))];
  const known = [...definition.sources, ...catalogue.formerSources(definition.id)];
  const fresh = paths.filter((path) => !definition.sources.some((source) => source.path === path));
  demandUsableSources(fresh, vaultPlace);
  return labelSources(paths, known);
}
