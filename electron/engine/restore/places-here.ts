import type { KnownPlan, PlanDeps } from '../ledger/index.ts';

/**
 * Where the sources of a point are on this computer, by label: an original place of another computer says nothing about this
 * one, even where a folder of that name could be made here. Undefined for a point that this computer wrote, whose original
 * places are its own.
 */
export function placesHere(
  { state, catalogue }: PlanDeps,
  plan: KnownPlan,
  setId: string,
): ReadonlyMap<string, string> | undefined {
  const { id, sources } = plan.definition;
  if (catalogue.writer(setId) === state.machine.id) return undefined;
  // A plan that was adopted knows where its sources are; those it has no more are known from the sets that were made here.
  const now = plan.origin === 'here' ? sources : [];
  const places = new Map<string, string>();
  for (const { label, path } of [...now, ...catalogue.formerSources(id, state.machine.id)])
    if (!places.has(label)) places.set(label, path);
  return places;
}
