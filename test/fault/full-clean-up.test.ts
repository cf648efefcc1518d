import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Engine, EngineError } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { setFolders, vaultState } from '../support/vault-files.ts';

const DAY_MS = 86_400_000;
const MIB = 1024 ** 2;

let place: EnginePlace;
let engine: Engine;
let isMounted = false;
let day = 0;

function mountWorks(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', '/mnt'], { stdio: 'ignore' });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

const canMount = mountWorks();
if (!canMount) console.log('skipped: no small disk can be mounted here (needs root)');

beforeEach(async () => {
  if (!canMount) return;
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-10-01T18:30:00') });
  place = new EnginePlace('full-clean-up');
  mkdirSync(place.vault);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'strongroom-test', place.vault]);
  isMounted = true;
  engine = await place.withPlan();
});
afterEach(async () => {
  if (isMounted) execFileSync('umount', ['-l', place.vault], { stdio: 'ignore' });
  isMounted = false;
  await place?.remove();
  vi.useRealTimers();
});

const passDays = (days: number): void => void vi.setSystemTime(Date.now() + days * DAY_MS);
const free = (): number => {
  const { bavail, bsize } = statfsSync(place.vault);
  return bavail * bsize;
};
const reserve = (): boolean => existsSync(join(place.vault, 'reserve.bin'));

async function fullSets(count: number): Promise<string[]> {
  const made: string[] = [];
  for (let i = 0; i < count; i++) {
    passDays(1);
    writeFileSync(join(place.source, 'a.bin'), new Prng(++day).bytes(MIB));
    made.push(await backUp(engine, 'full'));
  }
  return made;
}

/** Not one more byte. */
function fillUp(): string {
  const filler = join(place.vault, 'filler');
  writeFileSync(filler, Buffer.alloc(free(), 1));
  expect(free()).toBe(0);
  return filler;
}

async function isWhole(): Promise<void> {
  const { tree, to } = await place.restore(engine, 'latest');
  expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
  rmSync(to, { recursive: true });
  expect(await engine.verify({ plan: 'P' })).toMatchObject({ outcome: 'complete', ignored: [], vault: [] });
}

describe.skipIf(!canMount)('on a completely full disk', () => {
  it('a clean-up deletes what has been in the trash long enough, and the next backup works', async () => {
    await fullSets(3);
    await engine.planEdit('P', { keep: 'last 1 min 1' });
    await engine.prune({ plan: 'P' });
    passDays(8);
    fillUp();
    const result = await engine.prune({ plan: 'P' });

    expect(result).toMatchObject({ outcome: 'complete', purged: [{}, {}], kept: 1 });
    expect(free()).toBeGreaterThan(2 * MIB);
    await fullSets(1);
    await isWhole();
  });

  it('a clean-up finds room for its notes, so that what goes today is deleted a week later', async () => {
    await fullSets(3);
    await engine.planEdit('P', { keep: 'last 1 min 1' });
    expect(reserve()).toBe(true);
    const filler = fillUp();
    const thrown = await engine.prune({ plan: 'P' });
    const gaveUp = !reserve();
    await isWhole();
    passDays(8);
    const deleted = await engine.prune({ plan: 'P' });
    rmSync(filler);
    await fullSets(1);

    expect(thrown).toMatchObject({ outcome: 'complete', removed: [{}, {}], purged: [], inTrash: 2 });
    expect(gaveUp).toBe(true);
    expect(deleted).toMatchObject({ outcome: 'complete', purged: [{}, {}] });
    expect(reserve()).toBe(true);
    await isWhole();
  });

  it('takes away what a killed run has left of a reserve', async () => {
    const left = join(place.vault, 'reserve.bin.abc123.part');
    await backUp(engine);
    writeFileSync(left, 'a part of it');
    await backUp(engine);

    expect([existsSync(left), reserve()]).toEqual([false, true]);
  });

  it('a backup that finds no room cleans up first, although it failed before, and comes to a good end', async () => {
    await fullSets(3);
    await engine.planEdit('P', { keep: 'last 1 min 1' });
    await engine.prune({ plan: 'P' });
    fillUp();
    const failure = await engine.backup({ plan: 'P', kind: 'full' }).catch((error: unknown) => error);
    passDays(8);
    await fullSets(1);

    expect(failure).toMatchObject({
      code: 'vault-full',
      detail: expect.stringMatching(/^needs \d{7} bytes, has 0 bytes$/),
    });
    const { rows } = await engine.runList({ verb: 'prune' });
    expect(rows.map(({ cleaned }) => cleaned?.purged)).toContain(2);
    expect((await engine.planShow('P')).state).toBe('protected');
    await isWhole();
  });
});

/** What a run tells the neighbours is no part of the backups. */
function backupsOf(vault: string): Record<string, string> {
  return Object.fromEntries(Object.entries(vaultState(vault)).filter(([name]) => !name.includes('/heartbeat-')));
}

describe.skipIf(!canMount)('a run that cannot fit', () => {
  const failure = async (kind: 'full' | 'incremental'): Promise<unknown> => {
    const before = [backupsOf(place.vault), setFolders(place.vault)];
    const error = await engine.backup({ plan: 'P', kind }).catch((thrown: unknown) => thrown);
    expect([backupsOf(place.vault), setFolders(place.vault)]).toEqual(before);
    if (!(error instanceof EngineError)) throw error;
    return [error.code, error.detail];
  };

  it('says so before it begins, what it needs and what there is, by the last full or by what the sources hold', async () => {
    writeFileSync(join(place.source, 'a.bin'), new Prng(1).bytes(6 * MIB));
    writeFileSync(join(place.vault, 'filler'), Buffer.alloc(31.5 * MIB, 1));
    const first = await failure('full');
    rmSync(join(place.vault, 'filler'));
    await backUp(engine, 'full');
    const filler = join(place.vault, 'filler');
    writeFileSync(filler, Buffer.alloc(free() - 2 * MIB, 1));
    const second = await failure('full');
    const smaller = await engine.backup({ plan: 'P', kind: 'incremental' });
    writeFileSync(join(place.source, 'b.bin'), new Prng(2).bytes(3 * MIB));
    const third = await failure('incremental');

    expect([first, second, third]).toEqual([
      ['vault-full', expect.stringMatching(/^needs 62\d{5} bytes, has \d{6} bytes$/)],
      ['vault-full', expect.stringMatching(/^needs 62\d{5} bytes, has 20\d{5} bytes$/)],
      ['vault-full', expect.stringMatching(/^needs 3\d{6} bytes, has 20\d{5} bytes$/)],
    ]);
    expect(smaller).toMatchObject({ outcome: 'complete' });
    // What was in the sources is gone: a guess from the last full stops nothing.
    for (const name of ['a.bin', 'b.bin']) rmSync(join(place.source, name));
    writeFileSync(join(place.source, 'c.txt'), 'small');
    expect(await engine.backup({ plan: 'P', kind: 'full' })).toMatchObject({ outcome: 'complete' });
    await isWhole();
  });

  it('that fits just so warns that the next one may not', async () => {
    writeFileSync(join(place.source, 'a.bin'), new Prng(1).bytes(6 * MIB));
    await backUp(engine, 'full');
    const roomy = await engine.backup({ plan: 'P', kind: 'full' });
    writeFileSync(join(place.vault, 'filler'), Buffer.alloc(free() - 8 * MIB, 1));
    const tight = await engine.backup({ plan: 'P', kind: 'full' });

    expect(roomy).not.toHaveProperty('lowRoom');
    expect(tight).toMatchObject({ outcome: 'complete', lowRoom: { freeBytes: expect.any(Number) } });
    expect((await engine.planShow('P')).space).toMatchObject({ totalBytes: 32 * MIB, freeBytes: free() });
  });
});
