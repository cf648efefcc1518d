import type { FleetMachine } from '../../contract/index.ts';

/** So many computers that are well are looked for; those before them that are not are told of. */
const WATCHED = 2;
const DAY_MS = 86_400_000;
/** One that has said nothing for so long was put away, and nobody told us. */
const RETIRED_MS = 90 * DAY_MS;

/**
 * Whom this computer watches: the next ones in the order of their ids, as in a ring, up to the second that is well. So every computer is
 * watched by two others that are alive, and an office of hundreds does not hear of one that is late from hundreds.
 */
export function watchedNeighbours(machines: readonly FleetMachine[], own: string, now: Date): FleetMachine[] {
  const others = machines.filter(({ machine, isHere }) => !isHere && machine !== own);
  const order = others.toSorted((a, b) => (a.machine < b.machine ? -1 : 1));
  const start = order.findIndex(({ machine }) => machine > own);
  const ring = start < 0 ? order : [...order.slice(start), ...order.slice(0, start)];
  const late: FleetMachine[] = [];
  let well = 0;
  for (const machine of ring) {
    if (well === WATCHED) break;
    if (isSilent(machine, now)) late.push(machine);
    else well += 1;
  }
  return late.filter(({ heardAt }) => heardAt === undefined || now.getTime() - Date.parse(heardAt) < RETIRED_MS);
}

/** What a computer can still say it says itself, and tells its own people. */
function isSilent({ state, why, heardAt }: FleetMachine, now: Date): boolean {
  if (why === 'points-missing') return true;
  if (state === 'overdue') return true;
  return why === 'heartbeat-damaged' && (heardAt === undefined || now.getTime() - Date.parse(heardAt) > DAY_MS);
}
