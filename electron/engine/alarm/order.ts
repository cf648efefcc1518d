import { ALARM_CAUSES, type Alarm } from '../../contract/index.ts';

/** For lists: what may be too late tomorrow first, then by what it is about, then what has been open for longest. */
export function worstFirst(a: Alarm, b: Alarm): number {
  if (a.urgent !== b.urgent) return a.urgent ? -1 : 1;
  const byCause = ALARM_CAUSES.indexOf(a.cause) - ALARM_CAUSES.indexOf(b.cause);
  if (byCause !== 0) return byCause;
  return a.openedAt < b.openedAt ? -1 : a.openedAt > b.openedAt ? 1 : a.name.localeCompare(b.name);
}
