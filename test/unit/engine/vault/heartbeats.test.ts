import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HEARTBEAT_MAX, type Heartbeat, printHeartbeat } from '../../../../electron/engine/archive/index.ts';
import { identityOf, machineMacKey, newVaultKeys, recipientsOf } from '../../../../electron/engine/crypt/index.ts';
import { FolderPlace } from '../../../../electron/engine/place/index.ts';
import { Heartbeats, type VaultAccess } from '../../../../electron/engine/vault/index.ts';

const VAULT = 'vvvvvvvvvvvvvvvv';
const FIRST = 'aaaaaaaaaaaaaaaa';
const SECOND = 'bbbbbbbbbbbbbbbb';
const said: Omit<Heartbeat, 'strongroom' | 'format' | 'requires' | 'vault' | 'number'> = {
  machine: FIRST,
  at: '2026-11-20T18:31:00.000Z',
  name: 'front-desk',
  tool: 'strongroom 0.1.0',
  freeBytes: 5,
  plans: [
    {
      plan: 'pppppppppppp',
      machine: FIRST,
      name: 'Accounts',
      state: 'protected',
      good: { set: 'ssssssssssss', at: '2026-11-20T18:30:00.000Z' },
      run: { outcome: 'complete', code: null, at: '2026-11-20T18:31:00.000Z' },
      nextAt: null,
      overdueAt: '2026-11-27T18:30:00.000Z',
      sameDisk: false,
    },
  ],
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-heartbeats-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plain = (vault = VAULT) => new Heartbeats(new FolderPlace(folder), vault, undefined);
const filesOf = (machine: string) => readdirSync(join(folder, 'machines', machine)).sort();
const plant = (name: string, bytes: Uint8Array | string, machine = FIRST) => {
  mkdirSync(join(folder, 'machines', machine), { recursive: true });
  writeFileSync(join(folder, 'machines', machine, name), bytes);
};
const printed = (change: object) => printHeartbeat({ ...said, vault: VAULT, number: 1, ...change });

async function access(write: boolean, keys: Awaited<ReturnType<typeof newVaultKeys>>, machine: string, isOpen = true) {
  const macKey = (of: string) => machineMacKey(keys.macRoot, VAULT, of);
  return {
    identities: isOpen ? [identityOf(keys.identity)] : [],
    write: write ? { vault: VAULT, machine, recipients: await recipientsOf(keys), macKey: macKey(machine) } : undefined,
    macKeyOf: (of: string) => (isOpen || of === machine ? macKey(of) : undefined),
  } satisfies VaultAccess;
}

describe('a heartbeat', () => {
  it('is read as it was written, and the ones before it go', async () => {
    await plain().write(said);
    await plain().write({ ...said, name: 'till 2' });

    expect(filesOf(FIRST)).toEqual(['heartbeat-2.json']);
    expect(plain().machines()).toEqual([FIRST]);
    expect(plain().read(FIRST)).toMatchObject({ kind: 'read', heartbeat: { ...said, name: 'till 2', number: 2 } });
    expect(plain().read(SECOND)).toEqual({ kind: 'none' });
  });

  it('counts by its number, and the highest that is whole is taken', async () => {
    await plain().write(said);
    plant('heartbeat-7.json', 'torn');
    plant('heartbeat-9.json', printed({ number: 8 }));

    expect(plain().read(FIRST)).toMatchObject({ kind: 'read', heartbeat: { number: 1 } });
    await plain().write(said);
    expect(filesOf(FIRST)).toEqual(['heartbeat-10.json']);
  });

  it('takes away what a blow has left of one that was begun', async () => {
    plant('heartbeat-4.json.2uy3ywcxqtfa.part', 'torn');
    plant('notes.part', 'of somebody else');
    await plain().write(said);

    expect(filesOf(FIRST)).toEqual(['heartbeat-1.json', 'notes.part']);
  });

  it('comes through where somebody has planted the last number', async () => {
    plant('heartbeat-999999999.json', printed({ number: 999_999_999, name: 'stranger' }));
    await plain().write(said);

    expect(plain().read(FIRST)).toMatchObject({ kind: 'read', heartbeat: { name: 'front-desk', number: 1 } });
  });

  it.each([
    ['of another vault', printed({ vault: 'wwwwwwwwwwwwwwww' })],
    ['of another computer', printed({ machine: SECOND })],
    ['of another number', printed({ number: 2 })],
    ['with a byte changed', Buffer.from(printed({}).toString('latin1').replace('front', 'trunk'), 'latin1')],
    ['with a name that is none', printed({ name: '' })],
    ['with a name beyond bounds', printed({ name: 'x'.repeat(301) })],
    ['with a time that is none', printed({ at: 'yesterday' })],
    ['with plans that are none', printed({ plans: [{}] })],
    ['with too many plans', printed({ plans: Array.from({ length: 201 }, () => said.plans[0]) })],
    [
      'that would stay green for ever',
      printed({ plans: [{ ...said.plans[0], overdueAt: '9999-01-01T00:00:00.000Z' }] }),
    ],
    ['beyond all bounds', Buffer.alloc(HEARTBEAT_MAX + 1, 0x20)],
    ['that nests without end', `${'['.repeat(100_000)}\n`],
    ['with nothing in it', ''],
    ['with a proof where none belongs', Buffer.concat([printed({}), Buffer.from(`${FIRST} ${'0'.repeat(64)}\n`)])],
  ])('%s is damaged and does no harm', (_what, bytes) => {
    plant('heartbeat-1.json', bytes);

    expect(plain().read(FIRST)).toEqual({ kind: 'damaged' });
  });

  it('of a newer program is told as one', () => {
    plant('heartbeat-1.json', Buffer.from(printed({})));
    const newer = printHeartbeat({ ...said, vault: VAULT, number: 2, format: 99 } as never);
    plant('heartbeat-2.json', newer);

    expect(plain().read(FIRST)).toMatchObject({ kind: 'read' });
    rmSync(join(folder, 'machines', FIRST, 'heartbeat-1.json'));
    expect(plain().read(FIRST)).toEqual({ kind: 'newer' });
  });

  it('is looked for in files alone, and not without end', () => {
    mkdirSync(join(folder, 'machines', FIRST, 'heartbeat-3.json'), { recursive: true });
    for (let number = 4; number < 40; number++) plant(`heartbeat-${number}.json`, 'torn');
    plant('heartbeat-1.json', printed({}));

    expect(plain().read(FIRST)).toEqual({ kind: 'damaged' });
  });
});

describe('a heartbeat of an encrypted vault', () => {
  const beats = (given: VaultAccess) => new Heartbeats(new FolderPlace(folder), VAULT, given);

  it('is read by whoever has opened the vault, and by nobody else', async () => {
    const keys = await newVaultKeys(VAULT);
    await beats(await access(true, keys, FIRST, false)).write(said);

    expect(filesOf(FIRST)).toEqual(['heartbeat-1.json.age']);
    expect(beats(await access(false, keys, SECOND)).read(FIRST)).toMatchObject({ kind: 'read', heartbeat: said });
    expect(beats(await access(true, keys, SECOND, false)).read(FIRST)).toEqual({ kind: 'locked' });
    expect(beats(await access(false, await newVaultKeys(VAULT), SECOND)).read(FIRST)).toEqual({ kind: 'damaged' });
  });

  it('without the proof of its computer is damaged, and one in the clear does not count', async () => {
    const keys = await newVaultKeys(VAULT);
    // A computer that only writes has its own key and no other's.
    const stranger = await access(true, keys, SECOND, false);
    await beats(stranger).write(said);
    plant('heartbeat-5.json', printed({ number: 5 }));

    expect(beats(await access(false, keys, SECOND)).read(FIRST)).toEqual({ kind: 'damaged' });
  });

  it('with any byte changed is damaged', async () => {
    const keys = await newVaultKeys(VAULT);
    const open = await access(true, keys, FIRST);
    await beats(open).write(said);
    const place = new FolderPlace(folder);
    const whole = place.read(`machines/${FIRST}/heartbeat-1.json.age`, 0, HEARTBEAT_MAX);
    for (let byte = 0; byte < whole.length; byte += 7) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8((bytes[byte] ?? 0) ^ 1, byte);
      plant('heartbeat-1.json.age', bytes);
      expect([byte, beats(open).read(FIRST).kind]).toEqual([byte, 'damaged']);
    }
    for (const length of [0, 10, whole.length - 1]) {
      plant('heartbeat-1.json.age', whole.subarray(0, length));
      expect([length, beats(open).read(FIRST).kind]).toEqual([length, 'damaged']);
    }
  });
});
