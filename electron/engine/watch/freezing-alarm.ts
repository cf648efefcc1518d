import type { AlarmCause } from '../../contract/index.ts';
import { conditionsOf, WATCHED_CAUSES } from '../alarm/index.ts';
import type { PlanDeps } from '../ledger/index.ts';
import { alarmWorld } from './alarm-world.ts';

/** While one of these is open nothing old goes: it may be all that is left. A place that is full or a mail that does not arrive is no reason. */
const FREEZING: ReadonlySet<AlarmCause> = new Set(['suspicious-change', 'damage', 'points-missing', 'no-good-point']);

/**
 * Whether an alarm of the plan stands against a clean-up. What the watchdog decides is asked of how things stand now: nobody may have
 * looked since it changed.
 */
export function isAlarmed(deps: PlanDeps, plan: string): boolean {
  const concerns = (alarm: { cause: AlarmCause; urgent: boolean; plans: readonly { id: string }[] }): boolean =>
    FREEZING.has(alarm.cause) && alarm.urgent && alarm.plans.some(({ id }) => id === plan);
  const raised = deps.state.alarms.open().filter(({ cause }) => !WATCHED_CAUSES.has(cause));
  return [...raised.map((alarm) => ({ ...alarm, urgent: true })), ...conditionsOf(alarmWorld(deps))].some(concerns);
}
