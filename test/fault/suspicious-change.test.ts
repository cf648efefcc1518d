import { cpSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../electron/engine/engine.ts';
import { WATCH_FILE } from '../../electron/words/index.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { MALWARE } from '../support/malware.ts';
import { live, SPECIAL_DAYS, type SpecialDay } from '../support/office-days.ts';
import { makeOffice, put } from '../support/office-tree.ts';
import { Prng } from '../support/prng.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';

const SEED = Number(process.env['STRONGROOM_SEED'] ?? 1);
const ATTACKS = Number(process.env['STRONGROOM_ATTACKS'] ?? 5);
const DAYS = Number(process.env['STRONGROOM_DAYS'] ?? 10);
/** Of a hundred attacks, and of three hundred days. */
const HELD_SHARE = 0.95;
const FALSE_SHARE = 1 / 300;

let place: EnginePlace;
let engine: Engine;

beforeEach(() => {
  place = new EnginePlace('brake');
});
afterEach(() => place.remove());

async function office(prng: Prng): Promise<void> {
  makeOffice(place.source, prng, prng.int(100, 250));
  engine = await place.withPlan({ scheme: prng.pick(['automatic', 'differential', 'full'] as const) });
}

describe('the brake', () => {
  it('keeps what was good, throws nothing away, and waits for a person', async () => {
    const prng = new Prng(SEED);
    makeOffice(place.source, prng, 60);
    engine = await place.withPlan({ keep: 'last 2' });
    for (let day = 0; day < 3; day++) {
      live({ root: place.source, prng, day }, undefined);
      await backUp(engine);
    }
    const good = (await engine.points('P')).at(-1);
    const before = snapshotTree(place.source);
    MALWARE['with an extension behind']?.(place.source, prng, 1);
    const { hold, outcome, setId } = await engine.backup({ plan: 'P' });
    const kept = await engine.points('P');
    live({ root: place.source, prng, day: 4 }, undefined);
    for (let i = 0; i < 4; i++) await backUp(engine);

    expect(outcome).toBe('complete');
    expect(hold).toMatchObject({ setId, lastGood: { setId: good?.setId, at: good?.at } });
    expect(hold?.reasons.map(({ why }) => why)).toContain('renamed');
    expect(await engine.planShow('P')).toMatchObject({ state: 'failing', lastGoodAt: good?.at, hold });
    expect((await engine.points('P')).slice(0, kept.length)).toEqual(kept);
    expect((await engine.prune({ plan: 'P' })).frozen).toBe('suspicious-change');
    const told = (await engine.alarms.look('service')).alarms;
    expect(told).toMatchObject([{ cause: 'suspicious-change', urgent: true, faultAt: hold?.since }]);
    const { tree } = await place.restore(engine, good?.setId ?? '');
    expect(differences(before, snapshotTree(tree))).toBe('');

    await engine.holdAnswer({ plan: 'P', answer: 'attack', by: 'Front desk' });
    expect((await engine.planShow('P')).hold?.confirmed?.by).toBe('Front desk');
    expect((await engine.prune({ plan: 'P' })).frozen).toBe('suspicious-change');
    rmSync(place.source, { recursive: true });
    cpSync(tree, place.source, { recursive: true, preserveTimestamps: true });
    await backUp(engine);
    await engine.holdAnswer({ plan: 'P', answer: 'ours', by: 'Front desk' });
    const healed = await engine.backup({ plan: 'P' });

    expect((await engine.alarms.look('service')).alarms).toEqual([]);
    expect(healed.hold).toBeUndefined();
    expect(await engine.planShow('P')).toMatchObject({ state: 'protected' });
    expect((await engine.prune({ plan: 'P' })).frozen).toBeUndefined();
    expect(await failureOf(engine.holdAnswer({ plan: 'P', answer: 'ours', by: 'Front desk' }))).toBe('not-held');
  });

  it('takes what a person has confirmed for usual from then on', async () => {
    const prng = new Prng(SEED);
    makeOffice(place.source, prng, 60);
    // Whatever the seed: a few of noise may look like something.
    const noise = new Prng(1);
    engine = await place.withPlan();
    await backUp(engine);
    for (let i = 0; i < 40; i++) put(join(place.source, `archive ${i}.txt`), noise.bytes(3000));
    const odd = await engine.backup({ plan: 'P' });
    await engine.holdAnswer({ plan: 'P', answer: 'ours', by: 'Front desk' });
    for (let i = 40; i < 90; i++) put(join(place.source, `archive ${i}.txt`), noise.bytes(3000));

    expect(odd.hold?.reasons).toEqual([{ why: 'unreadable', files: 40, of: 40 }]);
    expect((await engine.backup({ plan: 'P' })).hold).toBeUndefined();
  });

  it('sees an attack also on a plan that is held for something else', async () => {
    const prng = new Prng(SEED);
    makeOffice(place.source, prng, 60);
    engine = await place.withPlan({ scheme: 'differential' });
    await backUp(engine);
    for (let i = 0; i < 40; i++) put(join(place.source, `archive ${i}.txt`), prng.bytes(3000));
    const odd = await engine.backup({ plan: 'P' });
    const [alarm] = (await engine.alarms.look('service')).alarms;
    await engine.alarms.acknowledge({ alarm: alarm?.id ?? '', by: 'Front desk', days: 90 });
    const calm = await engine.backup({ plan: 'P' });
    const quiet = (await engine.planShow('P')).hold;
    MALWARE['with an extension behind']?.(place.source, prng, 1);
    const struck = await engine.backup({ plan: 'P' });
    const after = await engine.backup({ plan: 'P' });
    const { hold } = await engine.planShow('P');

    expect([calm.hold, quiet]).toEqual([undefined, odd.hold]);
    expect(struck.hold).toMatchObject({
      setId: odd.setId,
      lastGood: odd.hold?.lastGood,
      again: { setId: struck.setId },
    });
    expect(struck.hold?.reasons.map(({ why }) => why)).toContain('renamed');
    expect([after.hold, hold]).toEqual([undefined, struck.hold]);
    expect((await engine.alarms.look('service')).alarms).toMatchObject([{ id: alarm?.id, state: 'told', count: 2 }]);
    await engine.holdAnswer({ plan: 'P', answer: 'ours', by: 'Front desk' });
    expect((await engine.backup({ plan: 'P' })).hold).toBeUndefined();
  });

  it('holds a run that finds the watch file changed, gone or renamed, and not one whose folder is away', async () => {
    const prng = new Prng(SEED);
    makeOffice(place.source, prng, 10);
    engine = await openEngine({ home: place.home, watchFile: WATCH_FILE });
    await engine.planAdd({ name: 'P', sources: [place.source], vault: place.vault });
    const { watchFiles = [] } = await engine.planEdit('P', { watchFile: true });
    const [file = ''] = watchFiles;
    const ends: (string | undefined)[] = [];
    const run = async (act: () => void): Promise<void> => {
      act();
      const { hold } = await engine.backup({ plan: 'P' });
      ends.push(hold?.reasons[0]?.why);
      if (hold) await engine.holdAnswer({ plan: 'P', answer: 'ours', by: 'Front desk' });
    };
    await run(() => undefined);
    await run(() => writeFileSync(file, 'encrypted'));
    // Left as it was changed, and watched all the same.
    await run(() => undefined);
    await run(() => writeFileSync(file, 'changed again'));
    await run(() => rmSync(file));
    await run(() => renameSync(file, `${file}.lockt`));
    await run(() => undefined);
    await engine.planEdit('P', { watchFile: false });
    await run(() => rmSync(file));
    await engine.close();

    expect(watchFiles).toEqual([join(place.source, '!Strongroom - do not change.rtf')]);
    const changed = 'watch-file';
    expect(ends).toEqual([undefined, changed, undefined, changed, changed, changed, undefined, undefined]);
  });

  it(`holds at least 95 of 100 attacks (${ATTACKS} tried)`, async () => {
    const prng = new Prng(SEED);
    const missed: string[] = [];
    const kinds = Object.keys(MALWARE);
    for (let i = 0; i < ATTACKS; i++) {
      await office(prng);
      for (let day = 0; day < 2; day++) {
        live({ root: place.source, prng, day }, undefined);
        await engine.backup({ plan: 'P' });
      }
      const name = kinds[(3 * i) % kinds.length] as string;
      const share = prng.pick([0.3, 0.6, 1]);
      const struck = MALWARE[name]?.(place.source, prng, share) ?? 0;
      const { hold } = await engine.backup({ plan: 'P' });
      if (!hold) missed.push(`${name}, ${struck} files`);
      await place.remove();
      place = new EnginePlace('brake');
    }
    console.log(`${ATTACKS - missed.length} of ${ATTACKS} attacks held (STRONGROOM_SEED=${SEED}) ${missed.join('; ')}`);
    expect(missed.length).toBeLessThanOrEqual(Math.floor(ATTACKS * (1 - HELD_SHARE)));
  });

  it(`holds at most 1 of 300 ordinary days (${DAYS} tried)`, async () => {
    const prng = new Prng(SEED + 1000);
    const held: string[] = [];
    const specials = Object.keys(SPECIAL_DAYS) as SpecialDay[];
    let next = 0;
    for (let day = 0; day < DAYS; day++) {
      // A new office every twenty days: the first days of a plan, of which nothing is known yet, count too.
      if (day % 20 === 0) {
        await place.remove();
        place = new EnginePlace('brake');
        await office(prng);
        await engine.backup({ plan: 'P' });
      }
      const special = day % 2 === 1 ? specials[next++ % specials.length] : undefined;
      live({ root: place.source, prng, day }, special);
      const { hold, files } = await engine.backup({ plan: 'P' });
      if (!hold) continue;
      held.push(`day ${day}, ${special}: ${JSON.stringify(hold.reasons)} ${JSON.stringify(files)}`);
      await engine.holdAnswer({ plan: 'P', answer: 'ours', by: 'a test' });
    }
    console.log(`${held.length} of ${DAYS} ordinary days held (STRONGROOM_SEED=${SEED}) ${held.join('; ')}`);
    expect(held.length).toBeLessThanOrEqual(Math.floor(DAYS * FALSE_SHARE));
  });
});
