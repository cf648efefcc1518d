import { CALLS, type CallName, type Reply, type Telling } from '../contract/index.ts';

interface Deps {
  readonly ask: (call: CallName, input: unknown) => Promise<Reply>;
  readonly told: (telling: Telling) => void;
}

/** So many at once are enough: the rest comes with the next report. */
const AT_ONCE = 20;

/**
 * Shows what is to be told, each once, also over starts of the program. It is noted as told before it is shown: one that is lost with the
 * program is still in the window and in the tray, and one that is shown at each start would teach people to look away.
 */
export async function tellAlarms({ ask, told }: Deps): Promise<void> {
  for (let count = 0; count < AT_ONCE; count++) {
    const reply = await ask('alarm.claim', {});
    if (!reply.ok) return;
    const { telling } = CALLS['alarm.claim'].output.parse(reply.value);
    if (!telling) return;
    const noted = await ask('alarm.told', { telling: telling.id });
    if (!noted.ok) return;
    told(telling);
  }
}
