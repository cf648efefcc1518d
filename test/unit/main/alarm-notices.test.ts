import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlarmCause, CallName, Reply, Telling } from '../../../electron/contract/index.ts';
import { type Engine, openEngine } from '../../../electron/engine/engine.ts';
import { tellAlarms } from '../../../electron/main/alarm-notices.ts';

const since = new Date(0);

let home: string;
let engine: Engine;
let shown: string[];
let asked: CallName[];
/** Calls that the service does not answer. */
let isDown: CallName | undefined;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'strongroom-notices-'));
  engine = await openEngine({ home });
  [shown, asked, isDown] = [[], [], undefined];
});
afterEach(async () => {
  await engine.close();
  rmSync(home, { recursive: true });
});

const raise = (subject: string, cause: AlarmCause = 'channel-failed') =>
  engine.alarms.raise({ cause, subject, name: subject, faultAt: new Date().toISOString() });

/** As the service answers. */
async function ask(call: CallName, input: unknown): Promise<Reply> {
  asked.push(call);
  if (call === isDown) return { ok: false, error: { code: 'internal' } };
  if (call === 'alarm.claim') {
    const telling = await engine.alarms.claim({ channel: 'notification', since });
    return { ok: true, value: telling ? { telling } : {} };
  }
  await engine.alarms.told({ telling: (input as { telling: string }).telling, channel: 'notification' });
  return { ok: true, value: {} };
}

const told = ({ alarm, kind }: Telling) => void shown.push(`${alarm.subject} ${kind}`);
const tell = () => tellAlarms({ ask, told });

describe('notifications of alarms', () => {
  it('show each once, however often they are looked for, and say when it is over', async () => {
    await raise('one');
    await raise('two');
    await tell();
    await tell();
    await engine.alarms.close({ cause: 'channel-failed', subject: 'one' });
    await tell();

    expect(shown).toEqual(['one opened', 'two opened', 'one over']);
  });

  it('show none twice where two reports come at once', async () => {
    for (const subject of ['one', 'two', 'three']) await raise(subject);

    await Promise.all([tell(), tell(), tell()]);

    expect(shown.toSorted()).toEqual(['one opened', 'three opened', 'two opened']);
  });

  it('are noted as told before they are shown: what cannot be noted is not shown again at each start', async () => {
    await raise('one');
    isDown = 'alarm.told';
    await tell();
    await tell();

    expect(shown).toEqual([]);
    expect(asked).toEqual(['alarm.claim', 'alarm.told', 'alarm.claim']);
  });

  it('wait while the service does not answer, and come when it does', async () => {
    await raise('one');
    isDown = 'alarm.claim';
    await tell();
    expect(shown).toEqual([]);

    isDown = undefined;
    await tell();
    expect(shown).toEqual(['one opened']);
  });

  it('come twenty at a time', async () => {
    for (let i = 0; i < 25; i++) await raise(`s${i}`);

    await tell();
    expect(shown).toHaveLength(20);
    await tell();
    expect(new Set(shown).size).toBe(25);
  });
});
