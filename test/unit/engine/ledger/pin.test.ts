import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { State } from '../../../../electron/engine/catalogue/index.ts';
import type { Engine } from '../../../../electron/engine/engine.ts';
import { EnginePlace, failureOf } from '../../../support/engine-place.ts';

const PIN = 'a1b2';
const CANARY = 'CANARY77pin';
const START = new Date('2026-11-02T10:00:00.000Z');

let place: EnginePlace;
let engine: Engine;

const later = (seconds: number): void => void vi.setSystemTime(Date.now() + seconds * 1000);
const remove = (pin?: string) => failureOf(engine.planRemove('P', pin));
const wait = async () => (await engine.pin.state()).waitSeconds;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  place = new EnginePlace('pin');
  place.makeFolder('source');
  writeFileSync(place.path('source', 'a.txt'), 'one');
  engine = await place.withPlan({ keep: 'last 5' });
});
afterEach(async () => {
  vi.useRealTimers();
  await place.remove();
});

describe('the PIN for deleting and changing', () => {
  it('is not asked for where none is set, and is any 4 to 12 digits or letters', async () => {
    expect(await engine.pin.state()).toEqual({ isSet: false });
    await engine.planEdit('P', { keep: 'last 4' }, 'whatever is given');
    for (const none of ['', '123', '1234567890123', '12 34', '12-34', '12\n34'])
      expect(await failureOf(engine.pin.set({ next: none }))).toBe('usage');

    for (const next of ['1234', 'Zählt123456x', '２０２６', '密码密码']) {
      await engine.pin.set({ next });
      await engine.pin.set({ pin: next.normalize('NFKC'), next: null });
    }

    expect(await engine.pin.state()).toEqual({ isSet: false });
  });

  it('stands nowhere as it was typed, and is kept as another hash each time', async () => {
    const kept: unknown[] = [];
    for (const given of [{}, { pin: CANARY }]) {
      await engine.pin.set({ ...given, next: CANARY });
      const state = State.open(place.path('home', 'state.db'));
      kept.push(state.pin);
      state.close();
    }

    expect(kept[0]).toMatchObject({ hash: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/), wrong: 0 });
    expect((kept[0] as { hash: string }).hash).not.toBe((kept[1] as { hash: string }).hash);
    const files = readdirSync(place.home, { recursive: true, encoding: 'utf8' }).map((name) =>
      place.path('home', name),
    );
    const bytes = files.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path));
    expect(bytes.some((content) => content.includes('hash'))).toBe(true);
    expect(bytes.some((content) => content.includes(CANARY))).toBe(false);
  });

  it('is asked for by what removes, what keeps less or other things, and by itself', async () => {
    await engine.pin.set({ next: PIN });
    const acts: readonly ((pin?: string) => Promise<unknown>)[] = [
      (pin) => engine.prune({ plan: 'P', ...(pin !== undefined && { pin }) }),
      (pin) => engine.prune({ plan: 'P', clockIsRight: true, ...(pin !== undefined && { pin }) }),
      (pin) => engine.planEdit('P', { keep: '' }, pin),
      (pin) => engine.planEdit('P', { sources: [place.makeFolder('other')] }, pin),
      (pin) => engine.planEdit('P', { sources: [place.path('source'), place.makeFolder('other')] }, pin),
      (pin) =>
        engine.pin
          .set({ next: '9999', ...(pin !== undefined && { pin }) })
          .then(() => engine.pin.set({ pin: '9999', next: PIN })),
      (pin) => engine.notify.change({ mail: null }, pin),
      (pin) => engine.planRemove('P', pin),
      (pin) => engine.pin.set({ next: null, ...(pin !== undefined && { pin }) }),
    ];
    for (const act of acts) {
      expect(await failureOf(act())).toBe('pin-needed');
      expect(await failureOf(act('wrong'))).toBe('pin-wrong');
      await act(PIN);
    }
    expect(await engine.pin.state()).toEqual({ isSet: false });
  });

  it('is asked for by whatever has to do with the keys', async () => {
    const [secret, next] = [{ passphrase: 'one two three four' }, 'five six seven eight'];
    const { recoveryKey } = await engine.planAdd(
      { name: 'Q', sources: [place.source], vault: place.path('locked'), encrypt: true },
      secret,
    );
    await engine.pin.set({ next: PIN });

    for (const pin of [undefined, 'wrong']) {
      const code = pin === undefined ? 'pin-needed' : 'pin-wrong';
      expect(await failureOf(engine.passphraseChange('Q', secret, next, pin))).toBe(code);
      expect(await failureOf(engine.recoveryKit('Q', pin))).toBe(code);
    }
    await engine.passphraseChange('Q', secret, next, PIN);
    expect((await engine.recoveryKit('Q', PIN)).recoveryKey).toBe(recoveryKey);
  });

  it('lets staff without it back up, check, restore, rename, pause, and bring back what was thrown away', async () => {
    await engine.pin.set({ next: PIN });
    await engine.planEdit('P', { keep: 'last 1 min 1' }, PIN);
    for (const text of ['two', 'three']) {
      later(60);
      writeFileSync(place.path('source', 'a.txt'), text);
      expect((await engine.backup({ plan: 'P', kind: 'full' })).outcome).toBe('complete');
    }
    // The rule itself still throws away after a backup.
    expect(await engine.points('P')).toHaveLength(1);

    expect(await engine.prune({ plan: 'P', undo: true })).toMatchObject({ outcome: 'complete', kept: 2, inTrash: 0 });
    expect((await engine.verify({ plan: 'P', level: 'deep' })).outcome).toBe('complete');
    expect((await place.restore(engine, 'latest')).result.outcome).toBe('complete');
    await engine.planEdit('P', { name: 'Q', schedule: 'daily 9:30', keep: 'LAST 1 min 1', sources: [place.source] });
    await engine.schedule.pause('Q');
    await engine.prunePreview({ plan: 'Q' });
  });

  it('is not asked for to forget a plan that was only found in a vault', async () => {
    await engine.backup({ plan: 'P' });
    await engine.pin.set({ next: PIN });
    await engine.planRemove('P', PIN);
    expect((await engine.planShow('P')).origin).toBe('vault');

    await engine.planRemove('P');

    expect(await engine.planList()).toEqual([]);
  });

  it('takes five wrong ones at once, then none for 30 seconds, twice as long each time, ten minutes at most', async () => {
    await engine.pin.set({ next: PIN });
    for (let wrong = 1; wrong <= 4; wrong += 1) expect(await remove('wrong')).toBe('pin-wrong');
    expect(await wait()).toBeUndefined();
    const waits = [];
    for (let wrong = 5; wrong <= 11; wrong += 1) {
      expect(await remove('wrong')).toBe('pin-wrong');
      const seconds = (await wait()) ?? 0;
      waits.push(seconds);
      later(seconds - 1);
      expect(await remove(PIN)).toBe('pin-wait');
      later(1);
    }

    expect(waits).toEqual([30, 60, 120, 240, 480, 600, 600]);
    expect(await wait()).toBeUndefined();
    await engine.planRemove('P', PIN);
  });

  it('remembers the wait over a restart, forgets it after a right one, and is not locked by a clock set back', async () => {
    await engine.pin.set({ next: PIN });
    for (let wrong = 1; wrong <= 5; wrong += 1) await remove('wrong');
    await engine.close();
    engine = await place.open();
    expect(await engine.pin.state()).toEqual({ isSet: true, waitSeconds: 30 });

    vi.setSystemTime(new Date('2025-01-01T00:00:00.000Z'));
    expect(await wait()).toBeUndefined();
    await engine.pin.set({ pin: PIN, next: '9999' });
    expect(await remove('wrong')).toBe('pin-wrong');
    expect(await wait()).toBeUndefined();
  });

  it('looks at no more than five of many at once', async () => {
    await engine.pin.set({ next: PIN });

    const codes = await Promise.all(Array.from({ length: 12 }, () => remove('wrong')));

    expect(codes.filter((code) => code === 'pin-wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'pin-wait')).toHaveLength(7);
  });

  it('can be removed by who has forgotten it, and then guards nothing', async () => {
    await engine.pin.set({ next: PIN });
    for (let wrong = 1; wrong <= 5; wrong += 1) await remove('wrong');

    expect(await engine.pin.forget()).toEqual({ isSet: false });

    await engine.planRemove('P');
  });
});
