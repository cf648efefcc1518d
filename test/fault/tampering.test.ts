import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Encrypter, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DamageCode, VerifyResult } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { machineMacKey, macOf, newVaultKeys } from '../../electron/engine/crypt/index.ts';
import { FolderPlace } from '../../electron/engine/place/index.ts';
import { KeyFiles } from '../../electron/engine/vault/key-files.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';

const PASSPHRASE = 'correct horse battery staple';

let place: EnginePlace;
let engine: Engine;
let recoveryKey: string;

beforeEach(async () => {
  place = new EnginePlace('tampering');
  mkdirSync(place.source);
  engine = await place.open();
  recoveryKey = await addPlan('P');
  write('one');
});
afterEach(() => place.remove());

async function addPlan(name: string): Promise<string> {
  const input = { name, sources: [place.source], vault: place.vault, encrypt: true };
  return (await engine.planAdd(input, { passphrase: PASSPHRASE })).recoveryKey ?? '';
}

function write(name: string): void {
  writeFileSync(join(place.source, `${name}.txt`), `${name} `.repeat(30_000));
}

function setFolder(id: string): string {
  const machines = join(place.vault, 'machines');
  const [machine = ''] = readdirSync(machines);
  const plans = join(machines, machine, 'plans');
  const plan = readdirSync(plans).find((each) => readdirSync(join(plans, each, 'sets')).includes(id)) ?? '';
  return join(plans, plan, 'sets', id);
}

/** Seals that somebody without the key writes: every digest agrees. */
function reseal(id: string, change: (seal: Record<string, unknown>) => void): void {
  for (const name of ['set.json', 'set.copy.json']) {
    const path = join(setFolder(id), name);
    const [line = '', , proof = ''] = readFileSync(path, 'utf8').split('\n');
    const seal = JSON.parse(line) as Record<string, unknown>;
    change(seal);
    const changed = JSON.stringify(seal);
    const digest = createHash('sha256').update(changed).digest('hex');
    writeFileSync(path, `${changed}\n${digest}\n${proof}\n`);
  }
}

function codesOf({ vault, points }: VerifyResult): DamageCode[] {
  return [...new Set([...vault, ...points.flatMap(({ damage }) => damage)].map(({ code }) => code))].sort();
}

const verify = async (): Promise<DamageCode[]> => codesOf(await engine.verify({ plan: 'P', level: 'read' }));

/** Another computer that has the recovery key and nothing else. */
async function elsewhere(): Promise<Engine> {
  const other = await place.open(place.path(`home-${Math.random()}`));
  return other;
}

describe('somebody who can write into an encrypted vault', () => {
  it('cannot change what a seal says', async () => {
    const set = await backUp(engine);
    reseal(set, (seal) => {
      seal['at'] = '2020-01-01T00:00:00.000Z';
    });

    expect(await verify()).toEqual(['seal-copy-forged', 'seal-forged']);
    const other = await elsewhere();
    const opened = await other.vaultOpen(place.vault, { recoveryKey });
    expect([opened.points, opened.unreadable.map(({ setId }) => setId)]).toEqual([0, [set]]);
    // What was known before it is still known: the next set stands alone.
    expect(await engine.backup({ plan: 'P' })).toMatchObject({ kind: 'full', kindReason: 'parent-damaged' });
  });

  it('cannot leave the proof away, take that of another set, or bring one of another vault', async () => {
    const [first, second] = [await backUp(engine), await backUp(engine, 'full')];
    const proofOf = (id: string): string => readFileSync(join(setFolder(id), 'set.json'), 'utf8').split('\n')[2] ?? '';
    const withProof = (proof: string): void => {
      for (const name of ['set.json', 'set.copy.json']) {
        const path = join(setFolder(second), name);
        const [line, digest] = readFileSync(path, 'utf8').split('\n');
        writeFileSync(path, `${line}\n${digest}\n${proof}`);
      }
    };
    withProof(`${proofOf(first)}\n`);
    expect(await verify()).toEqual(['seal-copy-forged', 'seal-forged']);
    withProof('');
    expect(await verify()).toEqual(['seal-copy-damaged', 'seal-damaged']);

    const stranger = await place.open(place.path('stranger-home'));
    const input = { name: 'S', sources: [place.source], vault: place.path('stranger'), encrypt: true };
    await stranger.planAdd(input, { passphrase: PASSPHRASE });
    await stranger.backup({ plan: 'S' });
    const theirs = readdirSync(place.path('stranger'), { recursive: true, encoding: 'utf8' }).find((path) =>
      path.endsWith('set.json'),
    ) as string;
    const folder = dirname(place.path('stranger', theirs));
    const id = folder.split('/').at(-1) as string;
    cpSync(folder, join(dirname(setFolder(first)), id), { recursive: true });
    const found = await engine.verify({ plan: 'P', level: 'read' });
    expect(found.ignored).not.toContain(first);
    expect((await engine.points('P')).map(({ setId }) => setId)).not.toContain(id);
  });

  it('cannot put one set in the place of another', async () => {
    const first = await backUp(engine);
    write('two');
    const second = await backUp(engine);
    const kept = place.path('kept');
    renameSync(setFolder(second), kept);
    cpSync(setFolder(first), join(dirname(setFolder(first)), second), { recursive: true });

    expect(await verify()).toContain('seal-damaged');
    rmSync(join(dirname(setFolder(first)), second), { recursive: true });
    renameSync(kept, join(dirname(setFolder(first)), second));
    expect(await verify()).toEqual([]);
  });

  it('cannot make it look unencrypted, so that the next set is written in the clear', async () => {
    await backUp(engine);
    const marker = join(place.vault, 'strongroom-vault.json');
    const [line = ''] = readFileSync(marker, 'utf8').split('\n');
    const open = JSON.stringify({ ...(JSON.parse(line) as object), encryption: 'none' });
    const bytes = `${open}\n${createHash('sha256').update(open).digest('hex')}\n`;
    for (const name of ['strongroom-vault.json', 'strongroom-vault.copy.json'])
      writeFileSync(join(place.vault, name), bytes);
    const before = readdirSync(place.vault, { recursive: true });

    expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('vault-marker-damaged');
    expect(readdirSync(place.vault, { recursive: true })).toEqual(before);
  });

  it('cannot do so either where the keys of the computer are unreadable or lost', async () => {
    await backUp(engine);
    await engine.close();
    for (const name of ['strongroom-vault.json', 'strongroom-vault.copy.json']) {
      const [line = ''] = readFileSync(join(place.vault, name), 'utf8').split('\n');
      const open = line.replace('"encryption":"age"', '"encryption":"none"');
      const digest = createHash('sha256').update(open).digest('hex');
      writeFileSync(join(place.vault, name), `${open}\n${digest}\n`);
    }
    const before = readdirSync(place.vault, { recursive: true });
    const keys = place.path('home', 'keys');
    for (const name of readdirSync(keys)) writeFileSync(join(keys, name), 'of another computer');
    engine = await place.open();

    expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('vault-marker-damaged');
    rmSync(keys, { recursive: true });
    expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('vault-marker-damaged');
    expect(readdirSync(place.vault, { recursive: true })).toEqual(before);
    renameSync(join(place.vault, 'keys'), place.path('stolen keys'));
    expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('vault-marker-damaged');
  });

  it('cannot put keys of its own behind the recovery key, of which every computer knows the public half', async () => {
    await backUp(engine);
    const { vaultId } = (await engine.planShow('P')) as { vaultId: string };
    const evil = await newVaultKeys(vaultId);
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(recoveryKey));
    const { identity, recovery } = evil;
    const text = {
      strongroom: 'keys',
      format: 1,
      vault: vaultId,
      identity,
      recovery,
      macRoot: evil.macRoot.toString('base64'),
    };
    writeFileSync(join(place.vault, 'keys', 'vault-7.recovery.age'), await encrypter.encrypt(JSON.stringify(text)));

    await engine.unlock('P', { recoveryKey });
    expect((await engine.recoveryKit('P')).recoveryKey).toBe(recoveryKey);
    expect(await verify()).toEqual([]);
    rmSync(join(place.vault, 'keys', 'vault-1.recovery.age'));
    expect(await failureOf(engine.unlock('P', { recoveryKey }))).toBe('keys-damaged');
  });

  it('is found out where another computer with keys of its own rewrites a set', async () => {
    const set = await backUp(engine);
    const { vaultId } = await engine.planShow('P');
    const { macRoot } = await new KeyFiles(new FolderPlace(place.vault)).open(vaultId, { recoveryKey });
    const machine = 'anothermachine';
    for (const name of ['set.json', 'set.copy.json']) {
      const path = join(setFolder(set), name);
      const seal =
        readFileSync(path, 'utf8')
          .split('\n')[0]
          ?.replace(/"files":\d+/, '"files":77') ?? '';
      const digest = createHash('sha256').update(seal).digest('hex');
      const proof = macOf(machineMacKey(macRoot, vaultId, machine), seal);
      writeFileSync(path, `${seal}\n${digest}\n${machine} ${proof}\n`);
    }

    for (const isOpen of [true, false]) {
      if (!isOpen) await engine.lock('P');
      expect([isOpen, await verify()]).toEqual([isOpen, ['seal-forged']]);
    }
    expect((await engine.planShow('P')).state).toBe('failing');
    expect(await engine.backup({ plan: 'P' })).toMatchObject({ kind: 'full', kindReason: 'parent-damaged' });
  });

  it('cannot leave the next set without a place in the order', async () => {
    const set = await backUp(engine);
    const planted = join(dirname(setFolder(set)), 'zzzzzzzzzzzz');
    cpSync(setFolder(set), planted, { recursive: true });
    for (const name of ['set.json', 'set.copy.json']) {
      const [line = ''] = readFileSync(join(planted, name), 'utf8').split('\n');
      const seal = JSON.stringify({ ...JSON.parse(line), set: 'zzzzzzzzzzzz', seq: Number.MAX_SAFE_INTEGER });
      const digest = createHash('sha256').update(seal).digest('hex');
      writeFileSync(join(planted, name), `${seal}\n${digest}\nanothermachine ${'0'.repeat(64)}\n`);
    }
    await engine.close();
    engine = await place.open();

    for (let i = 0; i < 2; i++)
      expect(await engine.backup({ plan: 'P' })).toMatchObject({ outcome: 'complete', kindReason: 'locked' });
    await engine.unlock('P', { recoveryKey });
    expect(await verify()).toEqual(['seal-copy-forged', 'seal-forged']);
  });

  it.each(['an empty folder', 'the whole set'])('cannot hide a rollback behind %s in the trash', async (what) => {
    await backUp(engine);
    write('two');
    const newest = await backUp(engine);
    const trash = join(dirname(dirname(setFolder(newest))), 'trash');
    mkdirSync(trash);
    if (what === 'the whole set') renameSync(setFolder(newest), join(trash, newest));
    else {
      rmSync(setFolder(newest), { recursive: true });
      mkdirSync(join(trash, newest));
    }

    const found = await engine.verify({ plan: 'P', level: 'read' });
    expect([found.outcome, found.vault]).toEqual(['failed', [{ code: 'rolled-back', setId: newest }]]);
    expect((await engine.planShow('P')).state).toBe('failing');
    expect(await engine.backup({ plan: 'P' })).toMatchObject({ kind: 'full', kindReason: 'parent-missing' });
    expect((await engine.planShow('P')).state).toBe('protected');
  });

  it('is found out when an older state of the vault is put back, even where the catalogue is lost', async () => {
    await backUp(engine);
    cpSync(place.vault, place.path('older'), { recursive: true });
    write('two');
    const newest = await backUp(engine);
    rmSync(place.vault, { recursive: true });
    renameSync(place.path('older'), place.vault);

    expect(await verify()).toContain('seal-missing');
    await engine.close();
    for (const name of readdirSync(place.home)) if (name.startsWith('catalogue')) rmSync(join(place.home, name));
    engine = await place.open();
    await engine.unlock('P', { recoveryKey });
    const found = await engine.verify({ plan: 'P', level: 'read' });
    expect(found.vault).toEqual([{ code: 'rolled-back', setId: newest }]);
    expect(found.outcome).toBe('failed');
    expect(await engine.backup({ plan: 'P' })).toMatchObject({ kind: 'full', kindReason: 'parent-missing' });
    const seqs = readdirSync(dirname(setFolder((await engine.points('P')).at(-1)?.setId ?? ''))).map(
      (id) =>
        (JSON.parse(readFileSync(join(setFolder(id), 'set.json'), 'utf8').split('\n')[0] ?? '') as { seq: number }).seq,
    );
    expect(seqs.toSorted((a, b) => a - b)).toEqual([1, 3]);
  });

  it('is found out by what other plans in the vault have seen, on a computer that sees it for the first time', async () => {
    await addPlan('Q');
    await backUp(engine);
    write('two');
    const taken = await backUp(engine);
    await engine.backup({ plan: 'Q' });
    rmSync(setFolder(taken), { recursive: true });

    const other = await elsewhere();
    const { unreadable } = await other.vaultOpen(place.vault, { recoveryKey });
    expect(unreadable).toEqual([{ code: 'rolled-back', setId: taken }]);
  });

  it('cannot change a stored byte without being named, and no wrong byte is given back', async () => {
    const set = await backUp(engine);
    await engine.unlock('P', { passphrase: PASSPHRASE });
    const volume = join(setFolder(set), 'data-000001.tar.zst.age');
    const whole = readFileSync(volume);
    const start = whole.indexOf('\n---') + 4 + 1 + 43 + 1 + 16;
    const changes: [string, Buffer][] = [
      ['header', Buffer.from(whole).fill(whole[40] === 0x41 ? 'B' : 'A', 40, 41)],
      ['chunk', Buffer.from(whole).fill(1, start + 100, start + 101)],
      ['end', whole.subarray(0, -1)],
      ['nothing', Buffer.alloc(0)],
    ];
    for (const [what, bytes] of changes) {
      writeFileSync(volume, bytes);
      const to = place.path(`out-${what}`);
      const result = await engine.restore({ plan: 'P', target: { kind: 'folder', path: to } });
      expect([what, result.outcome, result.files.restored, result.damaged]).toEqual([what, 'failed', 0, true]);
      expect([what, await verify()]).toEqual([what, expect.arrayContaining(['file-damaged'])]);
    }
    writeFileSync(volume, whole);
    expect(codesOf(await engine.verify({ plan: 'P', level: 'deep' }))).toEqual([]);
  });
});
