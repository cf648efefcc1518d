import { execFileSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EnginePlace, setOf } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';

const MIB = 1024 ** 2;
const BLOCK_BYTES = 4096;
/** Small ones go many to a frame, large ones in chunks: each is read in a way of its own. */
const SIZES = { 'large-1': 3 * MIB, 'large-2': 3 * MIB, 'small-1': 50_000, 'small-2': 50_000 };
const NAMES = Object.keys(SIZES) as (keyof typeof SIZES)[];

let place: EnginePlace;
beforeEach(() => {
  place = new EnginePlace('broken-disk');
});
afterEach(async () => {
  unmount();
  await place.remove();
});

const canMount = process.getuid?.() === 0 && loopWorks();
if (!canMount) console.log('skipped: no disk that breaks can be made here (needs root, mkfs.ext4 and loop mounts)');

/** A file that a disk is made of. Where it is cut off, the disk behind it answers every reading with an error of its own. */
function makeDisk(image: string): void {
  writeFileSync(image, '');
  truncateSync(image, 24 * MIB);
  execFileSync('mkfs.ext4', ['-q', '-F', '-b', String(BLOCK_BYTES), '-O', '^has_journal', image]);
}

function mount(): void {
  execFileSync('mount', ['-o', 'loop', place.path('image'), place.makeFolder('source')]);
}

function unmount(): void {
  try {
    execFileSync('umount', [place.source], { stdio: 'ignore' });
  } catch {
    // It is not mounted.
  }
}

function loopWorks(): boolean {
  const tried = new EnginePlace('loop');
  place = tried;
  try {
    makeDisk(tried.path('image'));
    mount();
    return true;
  } catch {
    return false;
  } finally {
    unmount();
    void tried.remove();
  }
}

/** Where on the disk a file begins. */
function beginOf(name: string): number {
  const said = execFileSync('filefrag', ['-v', join(place.source, name)], { encoding: 'utf8' });
  const blocks = [...said.matchAll(/^\s*\d+:\s+\d+\.\.\s*\d+:\s+(\d+)\.\./gm)].map(([, block]) => Number(block));
  return Math.min(...blocks) * BLOCK_BYTES;
}

describe.skipIf(!canMount)('a source on a disk that breaks', () => {
  it('is saved as far as it can be read; what the disk gives no more is a gap of that cause with its last good copy', async () => {
    makeDisk(place.path('image'));
    mount();
    const prng = new Prng(9);
    for (const name of NAMES) writeFileSync(join(place.source, name), prng.bytes(SIZES[name]));
    const engine = await place.withPlan({ exclude: ['lost+found'] });
    const good = await engine.backup({ plan: 'P' });
    const wanted = Object.fromEntries(NAMES.map((name) => [name, readFileSync(join(place.source, name))]));
    // What the system remembers of their content would hide it; of the folder and of where they are it has to remember something.
    await vi.waitFor(() => execFileSync('umount', [place.source], { stdio: 'pipe' }), { timeout: 10_000 });
    mount();
    // Another test's namespace may still have held the disk: then it is the same mount again, with all that it remembers.
    for (const name of NAMES)
      execFileSync('dd', [`if=${join(place.source, name)}`, 'iflag=nocache', 'count=0', 'status=none']);
    const [first, second] = NAMES.toSorted((a, b) => beginOf(a) - beginOf(b));
    truncateSync(place.path('image'), beginOf(second as string));

    const result = await engine.backup({ plan: 'P', rehash: true });

    const broken = NAMES.filter((name) => name !== first);
    expect(good).toMatchObject({ outcome: 'complete', gaps: [] });
    expect(result).toMatchObject({ outcome: 'incomplete', files: { deleted: 0, gaps: 3 } });
    expect(result.gaps).toEqual(
      broken.map((name) => ({ path: `source/${name}`, code: 'damaged-disk', lastGoodSet: setOf(good) })),
    );
    const { tree } = await place.restore(engine, setOf(good));
    expect(NAMES.filter((name) => !readFileSync(join(tree, name)).equals(wanted[name] as Buffer))).toEqual([]);
    const [plan] = await engine.planList();
    const { alarms } = await engine.alarms.look('command-line');
    expect(plan).toMatchObject({ state: 'incomplete', gaps: 3, lastGoodAt: expect.any(String) });
    expect(alarms.map(({ cause, facts }) => [cause, facts])).toContainEqual([
      'gaps',
      expect.objectContaining({ counts: { 'damaged-disk': 3 } }),
    ]);
  });
});
