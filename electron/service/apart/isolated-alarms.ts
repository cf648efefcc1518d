import type { AlarmDoor, Engine } from '../../engine/engine.ts';

/** The door to the alarms: all of it is done by the engine of this process. */
export function isolatedAlarms(here: <T>(work: (engine: Engine) => Promise<T>) => Promise<T>): AlarmDoor {
  return {
    board: () => here(({ alarms }) => alarms.board()),
    closed: (limit) => here(({ alarms }) => alarms.closed(limit)),
    raise: (input) => here(({ alarms }) => alarms.raise(input)),
    close: (which) => here(({ alarms }) => alarms.close(which)),
    acknowledge: (input) => here(({ alarms }) => alarms.acknowledge(input)),
    look: (by, aliveSince) => here(({ alarms }) => alarms.look(by, aliveSince)),
    unwatched: () => here(({ alarms }) => alarms.unwatched()),
    watched: (...given) => here(({ alarms }) => alarms.watched(...given)),
    acceptedGaps: (plan) => here(({ alarms }) => alarms.acceptedGaps(plan)),
    acceptGap: (input) => here(({ alarms }) => alarms.acceptGap(input)),
    refuseGap: (input) => here(({ alarms }) => alarms.refuseGap(input)),
    claim: (input) => here(({ alarms }) => alarms.claim(input)),
    told: (input) => here(({ alarms }) => alarms.told(input)),
    notTold: (input) => here(({ alarms }) => alarms.notTold(input)),
  };
}
