import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Progress } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { Vault } from '../../electron/engine/vault/index.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { PASSPHRASE } from '../support/encrypted-place.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';

let place: EnginePlace;
let engine: Engine;

const SAFE = 'Safe';

beforeEach(async () => {
  place = new EnginePlace('copies');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'ledger'), 'one\n'.repeat(1000));
  writeFileSync(join(place.source, 'large'), Buffer.alloc(3_000_000, 'x'));
});
afterEach(() => {
  vi.useRealTimers();
  return place.remove();
});

async function withCopy(input: Parameters<EnginePlace['withPlan']>[0] = {}, copy = {}): Promise<void> {
  engine = await place.withPlan(input);
  await engine.copyAdd({ plan: 'P', place: place.path('safe'), name: SAFE, ...copy });
}

async function changeAndBackUp(text: string): Promise<string> {
  appendFileSync(join(place.source, 'ledger'), `${text}\n`);
  return backUp(engine);
}

function folderOf(vault: string, set: string): string {
  const path = readdirSync(vault, { recursive: true, encoding: 'utf8' }).find((each) => each.endsWith(`sets/${set}`));
  return join(vault, path ?? '');
}

/** Every file of a set, by name. */
function filesOf(vault: string, set: string): Map<string, string> {
  const path =
    readdirSync(vault, { recursive: true, encoding: 'utf8' }).find((each) => each.endsWith(`sets/${set}`)) ?? '';
  return new Map(readdirSync(join(vault, path)).map((name) => [name, readFileSync(join(vault, path, name), 'base64')]));
}

async function isExact(at: string): Promise<void> {
  const { result, tree } = await place.restore(engine, at);
  expect(result).toMatchObject({ outcome: 'complete', damaged: false });
  expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
}

describe('copies of a plan', () => {
  it('get every set as it is after each backup, and give it back where the first place is lost', async () => {
    await withCopy();
    const sets = [await backUp(engine), await changeAndBackUp('two')];

    for (const set of sets) expect(filesOf(place.path('safe'), set)).toEqual(filesOf(place.vault, set));
    expect((await engine.points('P')).map(({ copies }) => copies)).toEqual([
      { good: 2, of: 2 },
      { good: 2, of: 2 },
    ]);
    expect((await engine.planShow('P')).copies).toMatchObject([{ name: SAFE, points: 2, failover: false }]);
    expect(await engine.verify({ plan: 'P', copy: SAFE, level: 'deep' })).toMatchObject({ outcome: 'complete' });

    expect(
      (await engine.planShow('P')).places.map(({ points, lastGoodAt }) => [points, lastGoodAt !== undefined]),
    ).toEqual([
      [2, true],
      [2, true],
    ]);

    renameSync(place.vault, place.path('gone'));
    await isExact('latest');
    const previewed = await engine.filePreview({ plan: 'P', at: 'latest', path: 'source/ledger' });
    expect(previewed).toMatchObject({ kind: 'text', truncated: false });

    const other = await place.open(place.path('other-home'));
    expect(await other.vaultOpen(place.path('safe'))).toMatchObject({ points: 2, unreadable: [] });
    const { result, tree } = await place.restore(other, 'latest');
    expect(result.outcome).toBe('complete');
    expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
  });

  it('of encrypted vaults open with the same passphrase and recovery key', async () => {
    engine = await place.open();
    await engine.planAdd(
      { name: 'P', sources: [place.source], vault: place.vault, encrypt: true },
      { passphrase: PASSPHRASE },
    );
    await engine.copyAdd({ plan: 'P', place: place.path('safe') });
    await backUp(engine);
    renameSync(place.vault, place.path('gone'));
    await isExact('latest');

    const other = await place.open(place.path('other-home'));
    await other.vaultOpen(place.path('safe'), { passphrase: PASSPHRASE });
    expect((await place.restore(other, 'latest')).result.outcome).toBe('complete');
    expect((await other.planShow('P')).encryption).toBe('open');
  });

  it('mend each other where both are damaged, each in another place', async () => {
    await withCopy();
    const sets = [await backUp(engine), await changeAndBackUp('two')];
    spoil(place.vault, sets[0] as string);
    spoil(place.path('safe'), sets[1] as string);

    expect((await engine.verify({ plan: 'P' })).outcome).toBe('failed');
    expect((await engine.verify({ plan: 'P', copy: SAFE })).outcome).toBe('failed');
    expect((await engine.points('P')).map(({ copies }) => copies?.good)).toEqual([1, 0]);
    await isExact('latest');
  });

  it('let a run go to the place that stands in, and bring it home', async () => {
    await withCopy({}, { failover: true });
    await backUp(engine);
    renameSync(place.vault, place.path('away'));

    appendFileSync(join(place.source, 'ledger'), 'while it was away\n');
    const stoodIn = await engine.backup({ plan: 'P' });
    expect(stoodIn).toMatchObject({ outcome: 'complete', kind: 'incremental', failover: SAFE });
    expect(existsSync(place.vault)).toBe(false);
    await isExact('latest');

    renameSync(place.path('away'), place.vault);
    const back = await changeAndBackUp('home again');
    expect((await engine.points('P')).map(({ kind, copies }) => [kind, copies?.good])).toEqual([
      ['full', 2],
      ['incremental', 2],
      ['incremental', 2],
    ]);
    expect((await engine.points('P')).at(-1)?.parent).toBe(stoodIn.setId);
    expect(filesOf(place.vault, stoodIn.setId ?? '')).toEqual(filesOf(place.path('safe'), stoodIn.setId ?? ''));
    expect((await engine.verify({ plan: 'P', level: 'deep' })).outcome).toBe('complete');
    await isExact(back);
  });

  it('brings home also what waited while its own place went on without it', async () => {
    await withCopy({}, { failover: true });
    await backUp(engine);
    renameSync(place.vault, place.path('away'));
    const waiting = await changeAndBackUp('stood in');
    renameSync(place.path('away'), place.vault);
    renameSync(place.path('safe'), place.path('unplugged'));
    await changeAndBackUp('home alone');
    expect((await engine.points('P')).map(({ copies }) => copies?.good)).toEqual([2, 1, 1]);

    renameSync(place.path('unplugged'), place.path('safe'));
    expect((await engine.copy({ plan: 'P' })).broughtHome).toBe(1);
    expect((await engine.points('P')).map(({ copies }) => copies?.good)).toEqual([2, 2, 2]);
    expect(filesOf(place.vault, waiting)).toEqual(filesOf(place.path('safe'), waiting));
    expect((await engine.verify({ plan: 'P', level: 'deep' })).outcome).toBe('complete');
  });

  it('keep longer than the plan, and offer what only they have', async () => {
    await withCopy({ keep: 'last 1 min 1', scheme: 'full' });
    const sets = [await backUp(engine), await changeAndBackUp('two'), await changeAndBackUp('three')];

    expect(
      readdirSync(place.vault, { recursive: true }).filter((each) => String(each).includes(sets[0] as string)),
    ).toEqual(expect.arrayContaining([expect.stringContaining('trash')]));
    const points = await engine.points('P');
    expect(points.map(({ setId, copies }) => [setId, copies?.good])).toEqual([
      [sets[0], 1],
      [sets[1], 1],
      [sets[2], 2],
    ]);
    expect((await place.restore(engine, sets[0] as string)).result.outcome).toBe('complete');
    expect((await engine.verify({ plan: 'P' })).outcome).toBe('complete');
  });

  it('go on where they were broken off, and tell of a place that is away', async () => {
    await withCopy();
    renameSync(place.path('safe'), place.path('unplugged'));
    await backUp(engine);
    const result = await engine.copy({ plan: 'P' });
    expect(result).toMatchObject({ outcome: 'skipped', copies: [{ failure: { code: 'vault-unavailable' } }] });
    expect((await engine.points('P'))[0]?.copies).toEqual({ good: 1, of: 2 });

    renameSync(place.path('unplugged'), place.path('safe'));
    expect(await engine.copy({ plan: 'P' })).toMatchObject({
      outcome: 'complete',
      copies: [{ copied: 1, there: 1, missing: 0 }],
    });
    expect(await engine.copy({ plan: 'P' })).toMatchObject({ outcome: 'complete', copies: [{ copied: 0 }], bytes: 0 });
  });

  it('never go into a vault of its own, nor is a plan ever run into a copy by mistake', async () => {
    await withCopy();
    const other = await place.open(place.path('other-home'));
    await other.planAdd({ name: 'Q', sources: [place.source], vault: place.path('foreign') });
    await expect(engine.copyAdd({ plan: 'P', place: place.path('foreign') })).rejects.toMatchObject({
      code: 'vault-foreign',
    });
    renameSync(place.vault, place.path('gone'));
    renameSync(place.path('safe'), place.vault);
    await expect(engine.backup({ plan: 'P' })).rejects.toMatchObject({ code: 'vault-foreign' });
  });
});

describe('copies that are not as they were left', () => {
  it('keep by their own rule nothing back from the place that was away', async () => {
    await withCopy({ scheme: 'full' }, { failover: true, keep: 'last 1 min 1' });
    await backUp(engine);
    renameSync(place.vault, place.path('away'));
    for (const text of ['two', 'three', 'four']) await changeAndBackUp(text);
    expect(await engine.points('P')).toHaveLength(4);
    renameSync(place.path('away'), place.vault);
    expect(await engine.copy({ plan: 'P' })).toMatchObject({ broughtHome: 3, copies: [{ there: 1 }] });
    expect(await engine.points('P')).toHaveLength(4);
  });

  it('open with the new passphrase once it is changed, and never with the old one alone', async () => {
    engine = await place.open();
    const wanted = { name: 'P', sources: [place.source], vault: place.vault, encrypt: true };
    await engine.planAdd(wanted, { passphrase: PASSPHRASE });
    await engine.copyAdd({ plan: 'P', place: place.path('safe') });
    const next = 'another horse, another staple';
    renameSync(place.path('safe'), place.path('away'));
    const change = (): Promise<void> => engine.passphraseChange('P', { passphrase: PASSPHRASE }, next);
    await expect(change()).rejects.toMatchObject({ code: 'vault-unavailable' });
    renameSync(place.path('away'), place.path('safe'));
    await change();
    const other = await place.open(place.path('other-home'));
    await expect(other.vaultOpen(place.path('safe'), { passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'key-wrong',
    });
    await other.vaultOpen(place.path('safe'), { passphrase: next });
  });

  it('are not counted on once nobody has seen them for a month', async () => {
    await withCopy();
    await backUp(engine);
    renameSync(place.path('safe'), place.path('unplugged'));
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 86_400_000 });
    expect((await engine.points('P'))[0]?.copies).toEqual({ good: 1, of: 2 });
    expect((await engine.planShow('P')).copies?.[0]?.unseenSince).toBeDefined();
    renameSync(place.path('unplugged'), place.path('safe'));
    await engine.copy({ plan: 'P' });
    expect((await engine.points('P'))[0]?.copies).toEqual({ good: 2, of: 2 });
    expect((await engine.planShow('P')).copies?.[0]?.unseenSince).toBeUndefined();
  });

  it('call nothing damaged that a clean-up takes away while it is copied', async () => {
    writeFileSync(join(place.source, 'large'), new Prng(7).bytes(8_000_000));
    await withCopy({ scheme: 'full' });
    renameSync(place.path('safe'), place.path('unplugged'));
    const sets = [await backUp(engine), await changeAndBackUp('two'), await changeAndBackUp('three')];
    renameSync(place.path('unplugged'), place.path('safe'));
    await engine.limitsSet({ writeMiB: 20 });
    let isTaken = false;
    const onProgress = ({ bytes }: Progress): void => {
      if (isTaken || bytes.stored === 0) return;
      isTaken = true;
      throwAway(sets[1] as string);
    };
    expect(await engine.copy({ plan: 'P' }, { onProgress })).toMatchObject({
      outcome: 'complete',
      copies: [{ copied: 2, missing: 0 }],
    });
    expect(isTaken).toBe(true);
    expect((await engine.verify({ plan: 'P' })).outcome).toBe('complete');
  });

  it('are not backed up themselves', async () => {
    await withCopy();
    const inside = { plan: 'P', place: join(place.source, 'inside') };
    await engine.copyAdd(inside);
    const sets = [await backUp(engine), await changeAndBackUp('two')];
    for (const set of sets)
      expect((await engine.points('P')).find(({ setId }) => setId === set)).toMatchObject({ files: 2 });
    await expect(engine.copyAdd({ plan: 'P', place: place.source })).rejects.toMatchObject({ code: 'source-is-vault' });
  });

  it('lead nowhere: what a link in them names is not theirs to clear away', async () => {
    await withCopy();
    const set = await backUp(engine);
    mkdirSync(place.path('mine'));
    writeFileSync(join(place.path('mine'), 'precious'), 'x');
    symlinkSync(place.path('mine'), join(folderOf(place.path('safe'), set), '..', 'abcdefghjkmn'), 'junction');
    await engine.copy({ plan: 'P' });
    expect(readdirSync(place.path('mine'))).toEqual(['precious']);
  });

  it('get again what was taken out of them, and say so of what nobody has', async () => {
    await withCopy({ keep: 'last 2 min 1', scheme: 'full' });
    const sets = [await backUp(engine), await changeAndBackUp('two'), await changeAndBackUp('three')];
    for (const set of [sets[0], sets[1]]) rmSync(folderOf(place.path('safe'), set as string), { recursive: true });

    expect(await engine.copy({ plan: 'P' })).toMatchObject({ copies: [{ copied: 1, missing: 0 }] });
    expect(filesOf(place.path('safe'), sets[1] as string)).toEqual(filesOf(place.vault, sets[1] as string));
    expect((await engine.points('P')).map(({ verified, copies }) => [verified, copies?.good])).toEqual([
      [false, 0],
      [true, 2],
      [true, 2],
    ]);
  });

  it('never let a point be green of which the only one is damaged', async () => {
    await withCopy({}, { failover: true });
    await backUp(engine);
    renameSync(place.vault, place.path('away'));
    const stoodIn = await changeAndBackUp('two');
    expect((await engine.planShow('P')).state).toBe('protected');
    spoil(place.path('safe'), stoodIn);
    await engine.verify({ plan: 'P', copy: SAFE });
    expect((await engine.points('P')).at(-1)).toMatchObject({ verified: false, copies: { good: 0 } });
    expect((await engine.planShow('P')).state).toBe('failing');
  });

  it('count only as long as they are places of the plan', async () => {
    await withCopy();
    await engine.copyAdd({ plan: 'P', place: place.path('second'), name: 'Second' });
    await backUp(engine);
    await engine.copyRemove('P', 'Second');
    expect((await engine.points('P'))[0]?.copies).toEqual({ good: 2, of: 2 });

    rmSync(place.path('safe'), { recursive: true });
    await engine.copyAdd({ plan: 'P', place: place.path('safe'), name: 'Anew' });
    expect((await engine.points('P'))[0]?.copies).toEqual({ good: 1, of: 2 });
  });

  it('are written, and not verified, to a computer that has not read them', async () => {
    await withCopy();
    await backUp(engine);
    const other = await place.open(place.path('other-home'));
    await other.vaultOpen(place.path('safe'));
    expect((await other.points('P'))[0]).toMatchObject({ verified: false });
    await other.verify({ plan: 'P' });
    expect((await other.points('P'))[0]).toMatchObject({ verified: true });
  });
});

/** As a clean-up in another process does it. */
function throwAway(set: string): void {
  const vault = Vault.open(place.vault);
  const [folder] = vault.planFolders();
  if (!folder) throw new Error('no plan');
  const trash = vault.trash(folder);
  const removedAt = new Date().toISOString();
  const until = new Date(Date.now() + 7 * 86_400_000).toISOString();
  trash.announce({ vault: vault.id, ...folder, set, kind: 'full', at: removedAt, storedBytes: 1, removedAt, until });
  trash.take(set);
}

function spoil(vault: string, set: string): void {
  const path = readdirSync(vault, { recursive: true, encoding: 'utf8' }).find((each) =>
    each.endsWith(`${set}/data-000001.tar.zst`),
  );
  const file = join(vault, path ?? '');
  const bytes = readFileSync(file);
  const third = Math.floor(bytes.length / 3);
  writeFileSync(file, bytes.fill(0, third, 2 * third));
}
