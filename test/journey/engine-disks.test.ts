import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../electron/contract/index.ts';
import type { Engine, EngineError } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { PluggableDisks } from '../support/pluggable-disks.ts';

let place: EnginePlace;
let disks: PluggableDisks;
let engine: Engine;

beforeEach(async () => {
  place = new EnginePlace('disks');
  disks = new PluggableDisks(place.folder);
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'file.txt'), 'one');
  engine = await place.open(undefined, undefined, disks);
});
afterEach(() => place.remove());

const change = (text: string) => writeFileSync(join(place.source, 'file.txt'), text);
const plan = (): Promise<Plan> => engine.planShow('P');
const nameOf = ({ places }: Plan, vault: string | undefined) => places.find(({ vaultId }) => vaultId === vault)?.name;

async function planOn(disk: string): Promise<void> {
  await engine.planAdd({ name: 'P', sources: [place.source], vault: disks.plugIn(disk) });
}

/** A plan with the disks A and B, both of which have been used, B last; both are in the drawer. */
async function twoUsedDisks(): Promise<void> {
  await planOn('a');
  await backUp(engine);
  const b = disks.plugIn('b');
  await engine.disks.add({ plan: 'P', name: 'Friday disk B', firstName: 'Friday disk A', place: b });
  await backUp(engine);
  disks.pullOut('a');
  disks.pullOut('b');
}

describe('a vault on a disk', () => {
  it('is found again under another letter, and its chain goes on', async () => {
    await planOn('a');
    await backUp(engine);
    disks.pullOut('a');
    const moved = disks.plugIn('a', 'other-letter');
    change('two');

    const result = await engine.backup({ plan: 'P' });

    expect(result).toMatchObject({ outcome: 'complete', kind: 'incremental', disk: { place: moved, canUnplug: true } });
    expect(await plan()).toMatchObject({
      vault: moved,
      places: [{ place: moved, connected: true, volume: 'A', points: 2 }],
    });
  });

  it('is found again for a restore, also where it lies in a folder of the disk', async () => {
    const folder = join(disks.plugIn('a'), 'office', 'backups');
    await engine.planAdd({ name: 'P', sources: [place.source], vault: folder });
    await backUp(engine);
    disks.pullOut('a');
    disks.plugIn('a', 'g');

    const { tree } = await place.restore(engine, 'latest');

    expect(readFileSync(join(tree, 'file.txt'), 'utf8')).toBe('one');
  });

  it('is never mistaken for a vault of another id that is where it was', async () => {
    await planOn('a');
    await backUp(engine);
    disks.pullOut('a');
    await engine.planAdd({ name: 'Other', sources: [place.source], vault: disks.plugIn('other', 'a') });

    expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('vault-foreign');
  });
});

describe('disks that take turns', () => {
  it('have a chain each, and a run goes to the one that was used longest ago', async () => {
    await twoUsedDisks();
    disks.plugIn('b', 'x');
    disks.plugIn('a', 'y');
    change('two');

    const [first, second] = [await engine.backup({ plan: 'P' }), await engine.backup({ plan: 'P' })];

    expect([first.disk?.name, first.kind]).toEqual(['Friday disk A', 'incremental']);
    expect([second.disk?.name, second.kind]).toEqual(['Friday disk B', 'incremental']);
    const points = await engine.points('P');
    expect(points.map(({ kind }) => kind)).toEqual(['full', 'full', 'incremental', 'incremental']);
    expect(points[2]?.parent).toBe(points[0]?.setId);
    expect(points[3]?.parent).toBe(points[1]?.setId);
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete' });
  });

  it('go to whichever is connected, and say which is next', async () => {
    await twoUsedDisks();
    disks.plugIn('b');

    const result = await engine.backup({ plan: 'P' });

    expect(result.disk?.name).toBe('Friday disk B');
    const after = await plan();
    expect(nameOf(after, after.nextDisk)).toBe('Friday disk A');
    expect(after.places.map(({ name, connected }) => [name, connected])).toEqual([
      ['Friday disk A', false],
      ['Friday disk B', true],
    ]);
  });

  it('are named where none of them is connected, and the history says that the run failed', async () => {
    await twoUsedDisks();

    const failure: unknown = await engine.backup({ plan: 'P' }).catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'disk-absent', subject: 'Friday disk A' });
    expect((await engine.runList()).rows[0]).toMatchObject({ outcome: 'failed', failure: { code: 'disk-absent' } });
  });

  it('refuse a disk of somebody else in the place of one of them, and write nothing to it', async () => {
    await twoUsedDisks();
    const stranger = disks.plugIn('stranger', 'a');
    await engine.planAdd({ name: 'Letters', sources: [place.source], vault: stranger });
    const before = disks.namesOn('stranger');

    const failure: unknown = await engine.backup({ plan: 'P' }).catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'disk-wrong', subject: 'Friday disk A, Friday disk B' });
    expect((failure as EngineError).detail).toContain(stranger);
    expect(disks.namesOn('stranger')).toEqual(before);
  });

  it('list the points of all of them; one of a disk that is away asks for that disk', async () => {
    await twoUsedDisks();
    disks.plugIn('b', 'somewhere');
    const [onA, onB] = await engine.points('P');

    expect((await engine.files({ plan: 'P', at: onA?.setId as string, path: 'source' })).rows).toMatchObject([
      { name: 'file.txt' },
    ]);
    const away: unknown = await place.restore(engine, onA?.setId as string).catch((error: unknown) => error);
    expect(away).toMatchObject({ code: 'disk-absent', subject: 'Friday disk A' });
    expect((await place.restore(engine, onB?.setId as string)).result.outcome).toBe('complete');
  });

  it('stay apart: the loss of one leaves all that is on the other', async () => {
    await twoUsedDisks();
    disks.plugIn('b');

    const elsewhere = await place.open(place.path('another-home'));
    const opened = await elsewhere.vaultOpen(place.path('mounts', 'b'));

    expect(opened).toMatchObject({ points: 1, unreadable: [] });
    expect((await place.restore(elsewhere, 'latest')).result.outcome).toBe('complete');
  });

  it('can be renamed and taken out of the turn, all but the last', async () => {
    await twoUsedDisks();

    await engine.disks.rename({ plan: 'P', disk: 'friday disk a', name: 'Old disk' });
    expect(await failureOf(engine.disks.rename({ plan: 'P', disk: 'Old disk', name: 'Friday disk B' }))).toBe(
      'disk-name-taken',
    );
    await engine.disks.remove({ plan: 'P', disk: 'Old disk' });

    expect(await plan()).toMatchObject({ places: [{ name: 'Friday disk B', role: 'primary', points: 1 }] });
    expect((await plan()).nextDisk).toBeUndefined();
    expect(await failureOf(engine.disks.remove({ plan: 'P', disk: 'Friday disk B' }))).toBe('disk-last');
    expect(await failureOf(engine.disks.remove({ plan: 'P', disk: 'nobody' }))).toBe('disk-unknown');
  });

  it('are let go of, unless something uses them', async () => {
    await twoUsedDisks();
    disks.plugIn('b');
    disks.busy.add('b');

    expect(await failureOf(engine.disks.eject({ plan: 'P', disk: 'Friday disk B' }))).toBe('disk-busy');
    disks.busy.clear();
    expect(await engine.disks.eject({ plan: 'P', disk: 'Friday disk B' })).toMatchObject({ name: 'Friday disk B' });
    expect(await failureOf(engine.disks.eject({ plan: 'P', disk: 'Friday disk B' }))).toBe('disk-absent');
  });

  it('of an encrypted plan are encrypted, each with a recovery key of its own', async () => {
    const secret = { passphrase: 'a passphrase that is long enough' };
    const added = await engine.planAdd(
      { name: 'P', sources: [place.source], vault: disks.plugIn('a'), encrypt: true },
      secret,
    );
    const b = disks.plugIn('b');

    expect(await failureOf(engine.disks.add({ plan: 'P', name: 'B', place: b }))).toBe('key-needed');
    const disk = await engine.disks.add({ plan: 'P', name: 'B', place: b }, secret);

    expect(disk).toMatchObject({ encrypted: true, name: 'B' });
    expect(disk.recoveryKey).not.toBe(added.recoveryKey);
    expect([(await engine.backup({ plan: 'P' })).disk?.name, (await engine.backup({ plan: 'P' })).disk?.name]).toEqual([
      'A',
      'B',
    ]);
  });
});

describe('a disk that is plugged in', () => {
  const wanted = async () => (await engine.disks.news()).runs.map(({ name }) => name);

  it('makes a plan run whose backup could not be for want of it', async () => {
    await planOn('a');
    await engine.planEdit('P', { schedule: 'daily 18:30' });
    await backUp(engine);
    disks.pullOut('a');
    expect(await wanted()).toEqual([]);
    await failureOf(engine.backup({ plan: 'P' }));

    disks.plugIn('a', 'b');

    expect(await wanted()).toEqual(['P']);
    expect(await wanted()).toEqual([]);
  });

  it('makes a plan run each time that says so, and none that is up to date or says never', async () => {
    await planOn('a');
    await backUp(engine);
    const again = async () => {
      disks.pullOut('a');
      await engine.disks.news();
      disks.plugIn('a');
      return await wanted();
    };
    await engine.disks.news();

    expect(await again()).toEqual([]);
    await engine.planEdit('P', { plugIn: 'always' });
    expect(await again()).toEqual(['P']);
    await engine.planEdit('P', { plugIn: 'never' });
    expect(await again()).toEqual([]);
  });
});

describe('the test of a place', () => {
  it('says what the place confirms and who tried, and leaves nothing there', async () => {
    const root = disks.plugIn('a');

    expect(await engine.placeTest(root)).toMatchObject({
      place: root,
      durability: 'flushed',
      user: expect.any(String),
    });
    expect(disks.namesOn('a')).toEqual([]);
    expect(await failureOf(engine.placeTest(place.path('nothing')))).toBe('vault-unavailable');
  });
});

describe('backups that have moved', () => {
  it('are gone on with at the new place, which must hold the same vault', async () => {
    await engine.planAdd({ name: 'P', sources: [place.source], vault: place.vault });
    await engine.planAdd({ name: 'Other', sources: [place.source], vault: place.path('other') });
    await backUp(engine);
    renameSync(place.vault, place.path('new-nas'));
    change('two');

    expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('vault-unavailable');
    expect(await failureOf(engine.planEdit('P', { vault: place.path('other') }))).toBe('vault-foreign');
    expect(await failureOf(engine.planEdit('P', { vault: place.path('nothing') }))).toBe('vault-unavailable');
    await engine.planEdit('P', { vault: place.path('new-nas') });

    expect(await engine.backup({ plan: 'P' })).toMatchObject({ outcome: 'complete', kind: 'incremental' });
    expect((await plan()).vault).toBe(place.path('new-nas'));
  });

  it('are moved only with the PIN where one is set', async () => {
    await engine.planAdd({ name: 'P', sources: [place.source], vault: place.vault });
    await engine.pin.set({ next: '2580' });
    renameSync(place.vault, place.path('new-nas'));

    expect(await failureOf(engine.planEdit('P', { vault: place.path('new-nas') }))).toBe('pin-needed');
    expect((await engine.planEdit('P', { vault: place.path('new-nas') }, '2580')).vault).toBe(place.path('new-nas'));
  });
});
