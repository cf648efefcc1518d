import type { AcceptedGap, Alarm } from '../../../electron/contract/index.ts';
import type { EngineDoor } from '../../../electron/cli/world.ts';

const at = '2025-11-21T09:30:00.000Z';

export const acceptedGap: AcceptedGap = {
  id: 'g7k2m9q3',
  pattern: 'Documents/open.pst',
  by: 'Ann',
  acceptedAt: at,
  until: at,
};

export const alarm: Alarm = {
  id: 'k3m9x7p2',
  cause: 'place-lost',
  subject: 'v1',
  name: '/mnt/vault',
  plans: [{ id: 'p1', name: 'Accounts' }],
  urgent: false,
  facts: {},
  faultAt: at,
  mark: '7',
  state: 'told',
  openedAt: at,
  seenAt: at,
  count: 3,
  returns: 0,
  timesTold: 1,
};

type Answer = <T>(name: string, value: T) => (input?: unknown) => Promise<T>;

/** The door to the alarms of a fake engine. */
export function fakeAlarms(answer: Answer): EngineDoor['alarms'] {
  return {
    board: answer('alarms.board', {
      alarms: [alarm],
      watch: { lookedAt: at, by: 'service' as const, everyMs: 300_000 },
    }),
    closed: answer('alarms.closed', []),
    raise: answer('alarms.raise', alarm),
    close: answer('alarms.close', undefined),
    acknowledge: answer('alarms.acknowledge', alarm),
    look: answer('alarms.look', {
      alarms: [alarm],
      watch: { lookedAt: at, by: 'service' as const, everyMs: 300_000 },
    }),
    claim: answer('alarms.claim', undefined),
    unwatched: answer('alarms.unwatched', []),
    watched: answer('alarms.watched', undefined),
    acceptedGaps: answer('alarms.acceptedGaps', []),
    acceptGap: answer('alarms.acceptGap', acceptedGap),
    refuseGap: answer('alarms.refuseGap', undefined),
    told: answer('alarms.told', undefined),
    notTold: answer('alarms.notTold', { tries: 1 }),
  };
}
