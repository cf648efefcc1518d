import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { writeLetter } from '../../electron/words/index.ts';
import { PipedService } from '../support/piped-service.ts';
import { ToldOffice } from '../support/told-office.ts';

const office = new ToldOffice();
beforeAll(() => office.begin());
afterAll(() => office.end());
beforeEach(() => office.clear());

/** Two alarms wait to be told, in one message. */
async function waiting(name: string): Promise<string> {
  const { home } = await office.home(name);
  const engine = await openEngine({ home, writeLetter });
  for (const subject of ['one', 'two'])
    await engine.alarms.raise({ cause: 'channel-failed', subject, name: subject, faultAt: new Date().toISOString() });
  await engine.close();
  return home;
}

/** Ten minutes later: until then what was begun belongs to the one that was killed. */
function letClaimsEnd(home: string): void {
  const db = new Database(join(home, 'state.db'));
  db.prepare('UPDATE deliveries SET retry_at = ? WHERE told_at IS NULL').run(new Date(Date.now() - 1000).toISOString());
  db.close();
}

function notYetTold(home: string): unknown {
  const db = new Database(join(home, 'state.db'), { readonly: true });
  const count = db
    .prepare("SELECT count(*) FROM deliveries WHERE told_at IS NULL AND channel <> 'notification'")
    .pluck()
    .get();
  db.close();
  return count;
}

describe('a service that is killed when the other side has taken a message and it does not know that yet', () => {
  it.each(['mail', 'webhook'] as const)(
    'sends a %s again under the same name after its next start, and then no more',
    async (channel) => {
      const home = await waiting(channel);
      const killed = await PipedService.start(home);
      const gone = Promise.withResolvers<Promise<void>>();
      office.onArrival = (by) => {
        if (by !== channel) return;
        office.onArrival = () => {};
        gone.resolve(killed.kill());
      };

      // The watchdog has something to say: so what waits is told now.
      void killed.ask('alarm.look', {});
      await gone.promise;

      const of = (all: ReturnType<typeof office.arrived>) => all.filter((each) => each.channel === channel);
      const [first] = of(office.arrived());
      expect(of(office.arrived())).toHaveLength(1);
      expect(notYetTold(home)).toBeGreaterThan(0);

      letClaimsEnd(home);
      const second = await PipedService.start(home);
      await second.ask('alarm.look', {});
      await expect.poll(() => notYetTold(home), { timeout: 30_000 }).toBe(0);
      await second.stop();

      const both = of(office.arrived());
      expect(both.map(({ id }) => id)).toEqual([first?.id, first?.id]);
      // The other channel had its own message: at least once, and always under one name.
      expect(new Set(office.arrived().map(({ id }) => id.replace(/^<|@.*$/g, ''))).size).toBe(1);
    },
  );
});
