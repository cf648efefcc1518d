import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { KeyFiles } from '../../electron/engine/vault/key-files.ts';
import { FolderPlace } from '../../electron/engine/place/index.ts';
import { SetFolder } from '../../electron/engine/vault/index.ts';
import { EnginePlace, failureOf, setOf } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';

const PASSPHRASE = 'correct horse battery staple';

let place: EnginePlace;
let engine: Engine;
let recoveryKey: string;

beforeEach(async () => {
  place = new EnginePlace('encrypted');
  engine = await place.open();
  mkdirSync(place.source);
  const random = new Prng(5);
  for (let i = 0; i < 40; i++) writeFileSync(join(place.source, `letter ${i}.txt`), `dear ${i} `.repeat(i * 40));
  writeFileSync(join(place.source, 'ledger.db'), random.bytes(3_000_000));
  const added = await engine.planAdd(
    { name: 'P', sources: [place.source], vault: place.vault, encrypt: true },
    { passphrase: PASSPHRASE },
  );
  recoveryKey = added.recoveryKey as string;
});
afterEach(() => place.remove());

/** The same computer after a restart: what was typed is forgotten, what it needs to write is not. */
async function restart(): Promise<void> {
  await engine.close();
  engine = await place.open();
}

async function chain(): Promise<string[]> {
  const sets: string[] = [];
  for (const kind of ['full', 'incremental', 'differential', 'incremental'] as const) {
    writeFileSync(join(place.source, `note ${sets.length}.txt`), `written before ${kind}`);
    const bytes = readFileSync(join(place.source, 'ledger.db'));
    bytes.write(`changed for ${sets.length}`, 1_500_000);
    writeFileSync(join(place.source, 'ledger.db'), bytes);
    sets.push(setOf(await engine.backup({ plan: 'P', kind })));
  }
  return sets;
}

describe('an encrypted vault', () => {
  it('is written by a computer that cannot open it, kind after kind, and opens with either key', async () => {
    await restart();
    await chain();
    const source = snapshotTree(place.source);

    await expect(
      engine.restore({ plan: 'P', target: { kind: 'folder', path: place.path('no') } }),
    ).rejects.toMatchObject({
      code: 'key-needed',
    });
    await expect(engine.verify({ plan: 'P', level: 'deep' })).rejects.toMatchObject({ code: 'key-needed' });
    expect(await engine.verify({ plan: 'P', level: 'read' })).toMatchObject({ outcome: 'complete' });

    for (const secret of [{ passphrase: PASSPHRASE }, { recoveryKey }]) {
      await restart();
      await engine.unlock('P', secret);
      expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete' });
      const { tree } = await place.restore(engine, 'latest');
      expect(differences(source, snapshotTree(tree))).toBe('');
    }
  });

  it('takes a new passphrase between two sets; a wrong one never opens, locks nobody out and leaves nothing behind', async () => {
    const before = await engine.backup({ plan: 'P' });
    await engine.passphraseChange('P', { passphrase: PASSPHRASE }, 'another horse, another staple');
    writeFileSync(join(place.source, 'later.txt'), 'written later');
    await engine.backup({ plan: 'P' });
    await restart();

    for (let i = 0; i < 5; i++)
      expect(await failureOf(engine.unlock('P', { passphrase: PASSPHRASE }))).toBe('key-wrong');
    const to = place.path('none');
    expect(await failureOf(engine.restore({ plan: 'P', target: { kind: 'folder', path: to } }))).toBe('key-needed');
    expect(existsSync(to)).toBe(false);
    const stranger = 'AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0';
    expect(await failureOf(engine.unlock('P', { recoveryKey: stranger }))).toBe('key-wrong');
    const mistyped = recoveryKey.slice(0, 30) + (recoveryKey[30] === 'Q' ? 'P' : 'Q') + recoveryKey.slice(31);
    expect(await failureOf(engine.unlock('P', { recoveryKey: mistyped }))).toBe('key-unreadable');
    expect(await failureOf(engine.passphraseChange('P', {}, 'another horse, another staple'))).toBe('key-needed');

    await engine.unlock('P', { passphrase: 'another horse, another staple' });
    const { result } = await place.restore(engine, setOf(before));
    expect(result.outcome).toBe('complete');
    expect(readdirSync(join(place.vault, 'keys')).sort()).toEqual(['vault-1.recovery.age', 'vault-2.passphrase.age']);
  });

  it('says when a key file is lost, and opens with the other one, which brings the passphrase back', async () => {
    await chain();
    await restart();
    rmSync(join(place.vault, 'keys', 'vault-1.passphrase.age'));

    expect(await failureOf(engine.unlock('P', { passphrase: PASSPHRASE }))).toBe('keys-damaged');
    await engine.passphraseChange('P', { recoveryKey }, 'another horse, another staple');
    await engine.unlock('P', { passphrase: 'another horse, another staple' });
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete' });
    for (const name of readdirSync(join(place.vault, 'keys'))) truncateSync(join(place.vault, 'keys', name), 150);
    await restart();
    for (const secret of [{ passphrase: 'another horse, another staple' }, { recoveryKey }])
      expect(await failureOf(engine.unlock('P', secret))).toBe('keys-damaged');
  });

  it('goes on without what this computer knew of it: the next set is a full, in its place, and says why', async () => {
    const sets = await chain();
    await engine.close();
    for (const name of readdirSync(place.home)) if (name.startsWith('catalogue')) rmSync(join(place.home, name));
    engine = await place.open();

    expect(await failureOf(engine.verify({ plan: 'P', level: 'read' }))).toBe('key-needed');
    const next = await engine.backup({ plan: 'P' });
    expect(next).toMatchObject({ outcome: 'complete', kind: 'full', kindReason: 'locked' });
    await engine.unlock('P', { passphrase: PASSPHRASE });
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete' });
    expect((await engine.points('P')).map(({ setId }) => setId)).toEqual([...sets, setOf(next)]);
  });

  it('makes a full of its chain without the source, once it is open', async () => {
    await chain();
    const source = snapshotTree(place.source);
    await restart();
    expect(await failureOf(engine.consolidate({ plan: 'P' }))).toBe('key-needed');

    await engine.unlock('P', { passphrase: PASSPHRASE });
    expect(await engine.consolidate({ plan: 'P' })).toMatchObject({ outcome: 'complete' });
    const { tree } = await place.restore(engine, 'latest');
    expect(differences(source, snapshotTree(tree))).toBe('');
    await engine.lock('P');
    expect(await failureOf(engine.consolidate({ plan: 'P' }))).not.toBe('complete');
    expect(await failureOf(place.restore(engine, 'latest'))).toBe('key-needed');
  });

  it('is not written, and in the clear least of all, by a computer that cannot keep its own keys', async () => {
    const sets = await chain();
    await engine.close();
    rmSync(place.path('home', 'keys'), { recursive: true });
    writeFileSync(place.path('home', 'keys'), 'in the way');
    engine = await place.open();

    expect(await failureOf(engine.unlock('P', { recoveryKey }))).toBe('home-unusable');
    expect(await failureOf(engine.consolidate({ plan: 'P' }))).toBe('key-needed');
    expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('key-needed');
    expect((await engine.points('P')).map(({ setId }) => setId)).toEqual(sets);
    const folder = new SetFolder({ place: new FolderPlace(place.path('')), folder: 'set' }, 'a23456789abc', {
      identities: [],
      write: undefined,
      macKeyOf: () => undefined,
    });
    expect(() => folder.recipients).toThrow(expect.objectContaining({ code: 'key-needed' }));
  });

  it('keeps its passphrase where no number is left for a new one, and its key files from a second making', async () => {
    const keys = place.path('vault', 'keys');
    writeFileSync(join(keys, 'vault-999999.passphrase.age'), 'planted');
    expect(
      await failureOf(engine.passphraseChange('P', { passphrase: PASSPHRASE }, 'another horse, another staple')),
    ).toBe('keys-damaged');
    await restart();
    await engine.unlock('P', { passphrase: PASSPHRASE });

    const before = readdirSync(keys);
    const beginAgain = async (): Promise<void> => new KeyFiles(new FolderPlace(place.vault)).begin();
    expect(await failureOf(beginAgain())).toBe('write-failed');
    expect(readdirSync(keys)).toEqual(before);
  });

  it('brings back what was thrown away', async () => {
    await engine.planEdit('P', { keep: 'last 1 min 1' });
    const sets = [await chain(), setOf(await engine.backup({ plan: 'P', kind: 'full' }))].flat();
    await engine.prune({ plan: 'P' });
    expect((await engine.points('P')).map(({ setId }) => setId)).toEqual(sets.slice(-1));
    await restart();
    const { returned } = await engine.prune({ plan: 'P', undo: true });
    expect(returned.map(({ setId }) => setId)).toEqual(sets.slice(0, -1));
    await engine.unlock('P', { recoveryKey });
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete' });
    expect((await engine.points('P')).map(({ setId }) => setId)).toEqual(sets);
  });
});
