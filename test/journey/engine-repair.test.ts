import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RepairResult } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { PASSPHRASE } from '../support/encrypted-place.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { rescue } from '../support/rescue.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';

const SAFE = 'Safe';
const rules = { withoutOwners: process.getuid?.() !== 0 };

let place: EnginePlace;
let engine: Engine;

beforeEach(() => {
  place = new EnginePlace('repair');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'ledger'), 'one\n'.repeat(1000));
  writeFileSync(join(place.source, 'large'), Buffer.alloc(2_000_000, 'x'));
});
afterEach(() => place.remove());

/** A plan with a copy, and a chain of two sets in both. */
async function withChain(encrypt = false): Promise<string[]> {
  engine = await place.open();
  const wanted = { name: 'P', sources: [place.source], vault: place.vault, encrypt };
  await engine.planAdd(wanted, encrypt ? { passphrase: PASSPHRASE } : {});
  await engine.copyAdd({ plan: 'P', place: place.path('safe'), name: SAFE });
  const first = await backUp(engine);
  appendFileSync(join(place.source, 'ledger'), 'two\n');
  return [first, await backUp(engine)];
}

function folderOf(vault: string, set: string): string {
  const path = readdirSync(vault, { recursive: true, encoding: 'utf8' }).find((each) => each.endsWith(`sets/${set}`));
  return join(vault, path ?? '');
}

function filesOf(vault: string, set: string): Map<string, string> {
  const folder = folderOf(vault, set);
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]));
}

/** Flips every byte of its middle third. */
function spoil(file: string): void {
  const bytes = readFileSync(file);
  const third = Math.ceil(bytes.length / 3);
  for (let at = third; at < Math.min(2 * third, bytes.length); at++) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
}

/** What was done, place by place, as `file -> good copy`. */
function done({ places }: RepairResult): string[][] {
  return places.map(({ mended }) => mended.map(({ file, by }) => `${file} -> ${by}`).sort());
}

async function isExact(at = 'latest'): Promise<void> {
  const { result, tree } = await place.restore(engine, at);
  expect(result).toMatchObject({ outcome: 'complete', damaged: false });
  expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
}

function rescued(vault: string): void {
  const to = place.path('rescued');
  expect(rescue(vault, '--to', to)).toMatchObject({ status: 0, stderr: '' });
  expect(differences(snapshotTree(place.source, rules), snapshotTree(join(to, 'source'), rules))).toBe('');
  expect(rescue(vault, '--verify')).toMatchObject({ status: 0, stderr: '' });
  rmSync(to, { recursive: true });
}

const VOLUME = 'data-000001.tar.zst';

describe('a repair', () => {
  it.each([
    ['its own place', 'vault', 'safe'],
    ['a copy', 'safe', 'vault'],
  ])('of %s puts good bytes beside every damaged file, and everything reads them', async (_, hurt, whole) => {
    const sets = await withChain();
    const before = new Map<string, Map<string, string>>();
    for (const set of sets) {
      const folder = folderOf(place.path(hurt), set);
      for (const name of readdirSync(folder)) spoil(join(folder, name));
      before.set(set, filesOf(place.path(hurt), set));
    }
    const copy = hurt === 'safe' ? { copy: SAFE } : {};
    expect(await engine.verify({ plan: 'P', ...copy })).toMatchObject({ outcome: 'failed' });

    const result = await engine.repair({ plan: 'P' });

    const each = [VOLUME, 'manifest.copy.zst', 'manifest.zst', 'set.copy.json', 'set.json'];
    const mended = [...each, ...each].map((name) => `${name} -> ${name}.good-1`).sort();
    expect(result).toMatchObject({ outcome: 'complete' });
    expect(done(result)).toEqual(hurt === 'vault' ? [mended, []] : [[], mended]);
    for (const set of sets) {
      const now = filesOf(place.path(hurt), set);
      const good = filesOf(place.path(whole), set);
      for (const [name, bytes] of before.get(set) ?? []) {
        expect(now.get(name)).toBe(bytes);
        expect(now.get(`${name}.good-1`)).toBe(good.get(name));
      }
    }
    renameSync(place.path(whole), place.path('gone'));
    const verified = await engine.verify({ plan: 'P', level: 'deep', ...copy });
    expect(verified).toMatchObject({ outcome: 'complete' });
    expect(verified.mended).toHaveLength(10);
    await isExact();
    expect(await engine.points('P')).toMatchObject([{ verified: true }, { verified: true }]);
    rescued(place.path(hurt));

    const other = await place.open(place.path('other-home'));
    expect(await other.vaultOpen(place.path(hurt))).toMatchObject({ points: 2, unreadable: [] });
    expect((await place.restore(other, 'latest')).result.outcome).toBe('complete');
    expect(await other.filePreview({ plan: 'P', at: 'latest', path: 'source/ledger' })).toMatchObject({ kind: 'text' });
  });

  it('puts what is missing back where it was, a whole set too, and does nothing a second time', async () => {
    const [first = '', second = ''] = await withChain();
    const expected = [filesOf(place.path('safe'), first), filesOf(place.path('safe'), second)];
    rmSync(join(folderOf(place.vault, first), VOLUME));
    rmSync(join(folderOf(place.vault, first), 'set.copy.json'));
    rmSync(folderOf(place.vault, second), { recursive: true });

    const result = await engine.repair({ plan: 'P' });

    expect(result).toMatchObject({ outcome: 'complete', places: [{ left: [] }, { mended: [] }] });
    expect([filesOf(place.vault, first), filesOf(place.vault, second)]).toEqual(expected);
    renameSync(place.path('safe'), place.path('gone'));
    expect((await engine.verify({ plan: 'P', level: 'deep' })).outcome).toBe('complete');
    await isExact();
    renameSync(place.path('gone'), place.path('safe'));
    expect(await engine.repair({ plan: 'P' })).toMatchObject({ outcome: 'complete', bytes: 0 });
  });

  it('says of what nobody has that nobody has it, writes nothing for it, and mends the rest', async () => {
    const [first = '', second = ''] = await withChain();
    for (const vault of ['vault', 'safe']) spoil(join(folderOf(place.path(vault), first), VOLUME));
    spoil(join(folderOf(place.vault, second), VOLUME));
    await engine.verify({ plan: 'P' });
    await engine.verify({ plan: 'P', copy: SAFE });
    const before = [filesOf(place.vault, first), filesOf(place.path('safe'), first)];

    const result = await engine.repair({ plan: 'P' });

    const left = [{ code: 'volume-damaged', setId: first, file: VOLUME }];
    expect(result).toMatchObject({
      outcome: 'incomplete',
      failure: { code: 'no-good-copy', subject: first },
      places: [
        { mended: [{ setId: second, from: SAFE }], left },
        { mended: [], left },
      ],
    });
    expect([filesOf(place.vault, first), filesOf(place.path('safe'), first)]).toEqual(before);
    expect(await engine.repair({ plan: 'P' })).toMatchObject({ outcome: 'failed', failure: { code: 'no-good-copy' } });
    expect((await engine.verify({ plan: 'P' })).outcome).toBe('failed');
  });

  it('puts a second good copy where the first is damaged as well, and one from the listing beside it without another place', async () => {
    const [first = ''] = await withChain();
    const folder = folderOf(place.vault, first);
    spoil(join(folder, VOLUME));
    await engine.verify({ plan: 'P' });
    await engine.repair({ plan: 'P' });
    spoil(join(folder, `${VOLUME}.good-1`));
    expect((await engine.verify({ plan: 'P' })).outcome).toBe('failed');
    expect(done(await engine.repair({ plan: 'P' }))[0]).toEqual([`${VOLUME} -> ${VOLUME}.good-2`]);
    expect((await engine.verify({ plan: 'P', level: 'deep' })).outcome).toBe('complete');

    renameSync(place.path('safe'), place.path('gone'));
    spoil(join(folder, 'manifest.zst'));
    spoil(join(folder, 'set.json'));
    const result = await engine.repair({ plan: 'P', at: first });
    expect(done(result)[0]).toEqual(['manifest.zst -> manifest.zst.good-1', 'set.json -> set.json.good-1']);
    expect(result).toMatchObject({ outcome: 'incomplete', places: [{}, { failure: { code: 'vault-unavailable' } }] });
    await isExact();
    rescued(place.vault);
  });

  it('of an encrypted vault needs no key, and what it mends is opened with it', async () => {
    const [first = '', second = ''] = await withChain(true);
    const hurt = [
      join(folderOf(place.vault, first), `${VOLUME}.age`),
      join(folderOf(place.vault, second), 'manifest.zst.age'),
    ];
    for (const file of hurt) spoil(file);
    await engine.verify({ plan: 'P' });
    await engine.close();
    engine = await place.open();

    expect(done(await engine.repair({ plan: 'P' }))[0]).toEqual(
      hurt.map((file) => file.split('/').at(-1)).map((name) => `${name} -> ${name}.good-1`),
    );

    renameSync(place.path('safe'), place.path('gone'));
    await engine.unlock('P', { passphrase: PASSPHRASE });
    expect((await engine.verify({ plan: 'P', level: 'deep' })).outcome).toBe('complete');
    await isExact();
  });
});

describe('what was mended', () => {
  it('is built on, consolidated and copied as if nothing had happened, and goes with its set', async () => {
    const [first = ''] = await withChain();
    const folder = folderOf(place.vault, first);
    for (const name of [VOLUME, 'manifest.zst', 'set.json', 'set.copy.json']) spoil(join(folder, name));
    await engine.verify({ plan: 'P' });
    await engine.repair({ plan: 'P' });

    appendFileSync(join(place.source, 'ledger'), 'three\n');
    expect(await engine.backup({ plan: 'P' })).toMatchObject({ kind: 'incremental', outcome: 'complete' });
    await engine.copyAdd({ plan: 'P', place: place.path('third'), name: 'Third' });
    renameSync(place.path('safe'), place.path('gone'));
    expect(await engine.copy({ plan: 'P', copy: 'Third' })).toMatchObject({ outcome: 'complete' });
    expect(readdirSync(folderOf(place.path('third'), first)).some((name) => name.includes('good'))).toBe(false);
    expect((await engine.verify({ plan: 'P', copy: 'Third', level: 'deep' })).outcome).toBe('complete');
    expect(await engine.consolidate({ plan: 'P' })).toMatchObject({ outcome: 'complete' });
    await isExact();

    const moved = place.path('moved');
    cpSync(place.vault, moved, { recursive: true });
    const other = await place.open(place.path('other-home'));
    expect(await other.vaultOpen(moved)).toMatchObject({ unreadable: [] });
  });

  it('in a copy is mended by the next copying itself', async () => {
    const [first = '', second = ''] = await withChain();
    const safe = place.path('safe');
    spoil(join(folderOf(safe, first), VOLUME));
    await engine.verify({ plan: 'P', copy: SAFE });
    expect((await engine.points('P')).map(({ copies }) => copies?.good)).toEqual([1, 1]);
    rmSync(join(folderOf(safe, second), VOLUME));

    expect(await engine.copy({ plan: 'P' })).toMatchObject({
      outcome: 'complete',
      copies: [{ mended: 2, copied: 0, missing: 0 }],
    });
    expect((await engine.points('P')).map(({ copies }) => copies?.good)).toEqual([2, 2]);
    expect(existsSync(join(folderOf(safe, first), `${VOLUME}.good-1`))).toBe(true);
    expect(filesOf(safe, second)).toEqual(filesOf(place.vault, second));
    expect((await engine.verify({ plan: 'P', copy: SAFE, level: 'deep' })).outcome).toBe('complete');
    const last = await engine.copy({ plan: 'P' });
    expect(last).toMatchObject({ outcome: 'complete', bytes: 0 });
    expect(last.copies[0]?.mended).toBe(undefined);
  });
});
