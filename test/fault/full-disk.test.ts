import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { setFolders, keptState } from '../support/vault-files.ts';

let place: EnginePlace;
beforeEach(() => {
  place = new EnginePlace('disk');
});
afterEach(async () => {
  if (canMount) unmount();
  await place.remove();
});

const canMount = process.getuid?.() === 0 && mountWorks();
const why = 'no small disk can be mounted here (needs root)';
if (!canMount) console.log(`skipped: ${why}`);

function mountWorks(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function mount(options: string): void {
  mkdirSync(place.vault, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'strongroom-test', place.vault]);
}

function unmount(): void {
  try {
    execFileSync('umount', [place.vault], { stdio: 'ignore' });
  } catch {
    // It was never mounted.
  }
}

function fillUp(leaveBytes: number): string {
  const filler = join(place.vault, 'filler');
  const { bavail, bsize } = statfsSync(place.vault);
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes), 1));
  return filler;
}

async function isUntouchedAfterFailure(engine: Awaited<ReturnType<EnginePlace['withPlan']>>): Promise<void> {
  const before = keptState(place.vault);
  const folders = setFolders(place.vault);
  expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('vault-full');
  expect(setFolders(place.vault)).toEqual(folders);
  expect(keptState(place.vault)).toEqual(before);
}

describe.skipIf(!canMount)('a vault on a disk that fills up', () => {
  it('says vault-full wherever it happens, leaves nothing half-written, and works once there is room', async () => {
    mount('size=8m');
    const prng = new Prng(31);
    mkdirSync(place.source);
    writeFileSync(join(place.source, 'first'), prng.bytes(1_200_000));
    const engine = await place.withPlan();
    await backUp(engine);
    for (let i = 0; i < 5; i++) writeFileSync(join(place.source, `more-${i}`), prng.bytes(400_000));

    // From no room at all to nearly enough: in the volume, in the manifest, in the seal.
    for (const leave of [0, 4096, 8192, 300_000, 1_000_000, 2_000_000, 2_002_944, 2_007_040, 2_011_136, 2_015_232]) {
      const filler = fillUp(leave);
      const before = keptState(place.vault);
      const folders = setFolders(place.vault);
      const code = await failureOf(engine.backup({ plan: 'P' }));
      if (code === 'no failure') {
        expect(leave).toBeGreaterThan(2_000_000);
        rmSync(filler);
        break;
      }
      expect(`${leave} ${code}`).toBe(`${leave} vault-full`);
      expect(setFolders(place.vault)).toEqual(folders);
      expect(keptState(place.vault)).toEqual(before);
      rmSync(filler);
    }

    expect(await engine.backup({ plan: 'P' })).toMatchObject({ outcome: 'complete', kind: 'incremental' });
    const { tree } = await place.restore(engine, 'latest');
    expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete', ignored: [] });
  });

  it('keeps a consolidation from being made, says vault-full wherever it happens, and leaves nothing of it', async () => {
    mount('size=8m');
    const prng = new Prng(32);
    mkdirSync(place.source);
    writeFileSync(join(place.source, 'first'), prng.bytes(1_200_000));
    const engine = await place.withPlan();
    await backUp(engine);
    writeFileSync(join(place.source, 'second'), prng.bytes(900_000));
    await backUp(engine, 'incremental');
    const wanted = snapshotTree(place.source);

    for (const leave of [0, 4096, 8192, 300_000, 1_000_000, 2_000_000, 2_100_000, 2_104_000]) {
      const filler = fillUp(leave);
      const before = keptState(place.vault);
      const folders = setFolders(place.vault);
      expect(`${leave} ${await failureOf(engine.consolidate({ plan: 'P' }))}`).toBe(`${leave} vault-full`);
      expect(setFolders(place.vault)).toEqual(folders);
      expect(keptState(place.vault)).toEqual(before);
      rmSync(filler);
    }

    expect(await engine.consolidate({ plan: 'P' })).toMatchObject({ outcome: 'complete' });
    const { tree } = await place.restore(engine, 'latest');
    expect(differences(wanted, snapshotTree(tree))).toBe('');
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete', ignored: [] });
  });

  it('says vault-full where no more files can be made', async () => {
    mount('size=8m,nr_inodes=40');
    mkdirSync(place.source);
    writeFileSync(join(place.source, 'a'), 'a');
    const engine = await place.withPlan();
    await backUp(engine);
    for (let left = 0; left <= 5; left++) {
      const fillers: string[] = [];
      for (;;) {
        const { ffree } = statfsSync(place.vault);
        if (ffree <= left) break;
        fillers.push(join(place.vault, `filler-${fillers.length}`));
        writeFileSync(fillers.at(-1) as string, '');
      }
      writeFileSync(join(place.source, 'a'), `a${left}`);
      // Folder, two manifests, a volume and the seal: the set is real, only the seal's copy found no room.
      if (left === 5) expect(await engine.backup({ plan: 'P' })).toMatchObject({ durability: 'unconfirmed' });
      if (left < 5) await isUntouchedAfterFailure(engine);
      for (const filler of fillers) rmSync(filler);
    }

    expect(await engine.backup({ plan: 'P' })).toMatchObject({ outcome: 'complete' });
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete', ignored: [] });
  });
});
