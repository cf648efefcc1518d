import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlanInput } from '../../electron/contract/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { EnginePlace, setOf } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { keepWriting } from '../support/restless-file.ts';
import { SimulatedShadows } from '../support/simulated-shadows.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';
import { setFolders } from '../support/vault-files.ts';

const killedRun = fileURLToPath(new URL('../support/killed-shadow-run.ts', import.meta.url));

let place: EnginePlace;
let shadows: SimulatedShadows;
beforeEach(() => {
  place = new EnginePlace('shadow');
  mkdirSync(join(documents(), 'Books'), { recursive: true });
  writeFileSync(join(documents(), 'letter.txt'), 'a letter');
  shadows = new SimulatedShadows(place.path('shadows'), { disk: disk() });
});
afterEach(() => place.remove());

const disk = (): string => place.path('disk');
const documents = (): string => join(disk(), 'Documents');
const notes = (planId: string): string[] => readdirSync(join(place.home, 'shadow-copies', planId));

async function withPlan(input: Partial<PlanInput> = {}): Promise<{ engine: Engine; planId: string }> {
  const engine = await place.openWith({ shadows });
  const { id } = await engine.planAdd({ name: 'P', sources: [documents()], vault: place.vault, ...input });
  return { engine, planId: id };
}

describe('a backup that reads from shadow copies', () => {
  it('has a file complete that is being written all the time, and everything as it was at that moment, under its own paths', async () => {
    const ledger = join(documents(), 'Books', 'ledger.db');
    writeFileSync(ledger, new Prng(5).bytes(6_000_000));
    linkSync(ledger, join(documents(), 'Books', 'same.db'));
    symlinkSync(ledger, join(documents(), 'ledger-link'));
    for (const name of ['left-out', 'also.tmp', 'Books/left-out']) writeFileSync(join(documents(), name), name);
    let frozen: TreeSnapshot | undefined;
    shadows.onMade = ([root]) => {
      const copy = `${root}Documents`;
      rmSync(join(documents(), 'letter.txt'));
      writeFileSync(join(documents(), 'too-late.txt'), 'written after that moment');
      for (const name of ['left-out', 'also.tmp', 'vault']) rmSync(join(copy, name), { recursive: true });
      // Its own time has just changed.
      frozen = new Map([...snapshotTree(copy)].filter(([name]) => name !== ''));
      // What is left out is left out by its own path, and not because it is not there.
      for (const name of ['left-out', 'also.tmp']) writeFileSync(join(copy, name), name);
      mkdirSync(join(copy, 'vault'));
      writeFileSync(join(copy, 'vault', 'huge'), 'a backup of the backup');
    };
    // The vault lies where it would be backed up itself.
    const vault = join(documents(), 'vault');
    const { engine, planId } = await withPlan({ vault, exclude: [join(documents(), 'left-out'), '*.tmp'] });
    const writer = await keepWriting(ledger);

    const result = await engine.backup({ plan: 'P' });

    await writer.stop();
    expect(result).toMatchObject({ outcome: 'complete', gaps: [], shadowCopies: { read: 'all' } });
    const to = place.path('restored');
    await engine.restore({ plan: 'P', at: setOf(result), target: { kind: 'folder', path: to } });
    const found = new Map([...snapshotTree(join(to, 'Documents'))].filter(([name]) => name !== ''));
    expect(differences(frozen as TreeSnapshot, found)).toBe('');
    expect((await engine.planShow('P')).sources).toEqual([{ path: documents(), label: 'Documents' }]);
    expect((await engine.verify({ plan: 'P', level: 'deep' })).outcome).toBe('complete');
    expect([shadows.ids, notes(planId)]).toEqual([[], []]);
  });

  it('goes on from point to point as any other', async () => {
    const { engine } = await withPlan();
    const full = await engine.backup({ plan: 'P' });
    writeFileSync(join(documents(), 'new.txt'), 'new');
    rmSync(join(documents(), 'letter.txt'));

    const next = await engine.backup({ plan: 'P' });

    expect(full).toMatchObject({ outcome: 'complete', kind: 'full', files: { new: 1 } });
    expect(next).toMatchObject({ outcome: 'complete', kind: 'incremental', files: { new: 1, deleted: 1 } });
    const times = (await engine.points('P')).map(({ at }) => at).sort();
    const began = (await engine.runList()).rows.map(({ startedAt }) => startedAt).sort();
    expect(times.map((at, i) => at >= (began[i] as string))).toEqual([true, true]);
  });

  it('reads what has none where it is, and says so; and everything where none can be made', async () => {
    const other = place.makeFolder('share');
    writeFileSync(join(other, 'plan.txt'), 'on a share');
    const { engine } = await withPlan({ sources: [documents(), other] });

    const some = await engine.backup({ plan: 'P' });
    shadows.refusal = 'no-room';
    const none = await engine.backup({ plan: 'P' });

    expect(some).toMatchObject({ outcome: 'complete', shadowCopies: { read: 'some', why: ['not-supported'] } });
    expect(none).toMatchObject({
      outcome: 'complete',
      shadowCopies: { read: 'none', why: ['no-room', 'not-supported'] },
    });
    const { to } = await place.restore(engine, setOf(none));
    expect(['Documents/letter.txt', 'share/plan.txt'].map((name) => readFileSync(join(to, name), 'utf8'))).toEqual([
      'a letter',
      'on a share',
    ]);
  });

  it('begins anew where the files are if the system throws a shadow copy away, and keeps nothing of the first try', async () => {
    const { engine } = await withPlan();
    shadows.onMade = ([root]) => rmSync(root as string, { recursive: true });

    const result = await engine.backup({ plan: 'P' });

    expect(result).toMatchObject({ outcome: 'complete', gaps: [], shadowCopies: { read: 'none', why: ['lost'] } });
    expect(setFolders(place.vault)).toHaveLength(1);
  });

  it('removes what a killed run has left, and what it could not remove before, and nothing of anybody else', async () => {
    const { engine, planId } = await withPlan();
    const { signal } = spawnSync(process.execPath, [killedRun, place.home, shadows.folder, disk()]);
    const left = [shadows.ids, notes(planId)];
    await shadows.make('of-somebody-else', ['disk']);

    const result = await engine.backup({ plan: 'P' });

    expect([signal, left]).toEqual(['SIGKILL', [left[1], left[1]]]);
    expect(left[1]).toHaveLength(1);
    expect(result).toMatchObject({ outcome: 'complete', shadowCopies: { read: 'all' } });
    expect([shadows.ids, notes(planId)]).toEqual([['of-somebody-else'], []]);

    const remove = shadows.remove.bind(shadows);
    shadows.remove = async () => false;
    await engine.backup({ plan: 'P' });
    // Who does not remove is not asked to make another one.
    expect(await engine.backup({ plan: 'P' })).toMatchObject({
      outcome: 'complete',
      shadowCopies: { read: 'none', why: ['no-answer'] },
    });
    expect(notes(planId)).toHaveLength(1);
    shadows.remove = remove;
    await engine.backup({ plan: 'P' });
    expect([shadows.ids, notes(planId)]).toEqual([['of-somebody-else'], []]);
  });

  it('goes on after a cancellation in the midst of a large file, from shadow copies of its own', async () => {
    writeFileSync(join(documents(), 'large'), new Prng(6).bytes(24_000_000));
    const engine = await place.openWith({ shadows, checkpoints: { storedBytes: 1_000_000, milliseconds: 600_000 } });
    await engine.planAdd({ name: 'P', sources: [documents()], vault: place.vault });
    const stop = new AbortController();

    const cancelled = await engine.backup(
      { plan: 'P' },
      { signal: stop.signal, onProgress: ({ bytes }) => bytes.stored > 2_000_000 && stop.abort() },
    );
    const result = await engine.backup({ plan: 'P' });

    expect([cancelled.outcome, shadows.ids]).toEqual(['cancelled', []]);
    expect(result).toMatchObject({ outcome: 'complete', shadowCopies: { read: 'all' } });
    const { to } = await place.restore(engine, setOf(result));
    expect(differences(snapshotTree(documents()), snapshotTree(join(to, 'Documents')))).toBe('');
  });

  it('is what a plan does unless it was told not to', async () => {
    const { engine } = await withPlan();
    const before = (await engine.planShow('P')).useShadowCopies;

    const { useShadowCopies } = await engine.planEdit('P', { useShadowCopies: false });
    const result = await engine.backup({ plan: 'P' });

    expect([before, useShadowCopies, result.outcome, result.shadowCopies]).toEqual([
      true,
      false,
      'complete',
      undefined,
    ]);
    expect(existsSync(join(place.home, 'shadow-copies'))).toBe(false);
  });
});
