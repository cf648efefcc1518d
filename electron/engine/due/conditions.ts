import type { Condition } from '../../contract/index.ts';
import { type BatteryReader, hasNetwork, isMetered } from '../base/index.ts';
import { type PlanDeps, timingOf } from '../ledger/index.ts';

/** So long nobody has touched the computer where it is idle. */
const IDLE_SECONDS = 5 * 60;

/** What the window's process knows. */
export interface Surroundings {
  /** Since somebody touched keyboard or mouse; undefined where nobody can tell. */
  readonly idleSeconds?: number | undefined;
}

/** What does not hold now of what plans wait for; asked only where one does. What nobody can tell holds. */
export async function unmetConditions(
  { state }: Pick<PlanDeps, 'state'>,
  battery: BatteryReader,
  { idleSeconds }: Surroundings = {},
): Promise<Condition[]> {
  const wanted = new Set(state.plans().flatMap((plan) => timingOf(plan).waitsFor));
  const unmet: Condition[] = [];
  if (wanted.has('mains') && (await battery())?.isDischarging) unmet.push('mains');
  if (wanted.has('network') && !hasNetwork()) unmet.push('network');
  if (wanted.has('unmetered') && (await isMetered())) unmet.push('unmetered');
  if (wanted.has('idle') && idleSeconds !== undefined && idleSeconds < IDLE_SECONDS) unmet.push('idle');
  return unmet;
}
