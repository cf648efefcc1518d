import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { PASSPHRASE } from '../support/encrypted-place.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';

const NEXT = 'another horse, another staple';

let place: EnginePlace;
let engine: Engine;
let recoveryKey: string | undefined;

beforeEach(async () => {
  place = new EnginePlace('rotation-passphrase');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'ledger'), 'one\n');
  engine = await place.open();
  const wanted = { name: 'P', sources: [place.source], vault: place.path('a'), encrypt: true };
  ({ recoveryKey } = await engine.planAdd(wanted, { passphrase: PASSPHRASE }));
  const second = { plan: 'P', place: place.path('b'), name: 'B', firstName: 'A' };
  await engine.disks.add(second, { passphrase: PASSPHRASE });
  for (const _ of ['a', 'b']) await backUp(engine);
});
afterEach(() => place.remove());

const unplug = (disk: string): void => renameSync(place.path(disk), place.path(`${disk} away`));
const plugIn = (disk: string): void => renameSync(place.path(`${disk} away`), place.path(disk));

async function owed(): Promise<string[]> {
  return (await engine.planShow('P')).places.filter(({ oldPassphrase }) => oldPassphrase).map(({ name }) => name);
}

async function opensWith(disk: string): Promise<string> {
  const other = await place.open(place.path(`home ${disk} ${Math.random()}`));
  const fails = await failureOf(other.vaultOpen(place.path(disk), { passphrase: NEXT }));
  return fails === 'no failure' ? 'new' : fails;
}

describe('a passphrase of disks that take turns', () => {
  it('is changed on all that are connected', async () => {
    await engine.passphraseChange('P', { passphrase: PASSPHRASE }, NEXT);

    expect([await opensWith('a'), await opensWith('b'), await owed()]).toEqual(['new', 'new', []]);
  });

  it('stays owed to one that is away, and is changed there once that is connected', async () => {
    unplug('b');
    await engine.passphraseChange('P', { passphrase: PASSPHRASE }, NEXT);
    expect(await owed()).toEqual(['B']);
    plugIn('b');
    expect([await opensWith('a'), await opensWith('b')]).toEqual(['new', 'key-wrong']);
    await backUp(engine);
    expect(await owed()).toEqual(['B']);

    await engine.passphraseChange('P', { passphrase: PASSPHRASE }, NEXT);
    expect([await opensWith('a'), await opensWith('b'), await owed()]).toEqual(['new', 'new', []]);
  });

  it('is not changed by the recovery key of one disk on another', async () => {
    await engine.passphraseChange('P', { recoveryKey: recoveryKey ?? '' }, NEXT).catch(() => {});
    expect([await opensWith('a'), await opensWith('b'), await owed()]).toEqual(['new', 'key-wrong', ['B']]);
  });

  it('that is wrong changes none, and owes none', async () => {
    expect(await failureOf(engine.passphraseChange('P', { passphrase: 'something else it is' }, NEXT))).toBe(
      'key-wrong',
    );
    expect([await opensWith('a'), await opensWith('b'), await owed()]).toEqual(['key-wrong', 'key-wrong', []]);
  });
});
