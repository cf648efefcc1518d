import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { SambaMount, whyNoSambaMount } from '../support/samba-mount.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { setFolder } from '../support/vault-files.ts';

const why = whyNoSambaMount();
if (why !== undefined) console.warn(`lying-share.test.ts is skipped: ${why}`);

const VOLUME = 'data-000001.tar.zst';

/** What a server that had confirmed a file may be found to have of it later. */
const LIES: Readonly<Record<string, (file: string, size: number) => void>> = {
  'nothing of it': (file) => truncateSync(file, 0),
  'zeros at its end': (file, size) => write(file, Buffer.alloc(4096), size - 4096),
  'other content in its place': (file, size) => write(file, new Prng(9).bytes(size), 0),
};

function write(file: string, bytes: Uint8Array, at: number): void {
  const fd = openSync(file, 'r+');
  writeSync(fd, bytes, 0, bytes.length, at);
  closeSync(fd);
}

describe.skipIf(why !== undefined)('a share that keeps something else than it took', () => {
  let share: SambaMount;
  let place: EnginePlace;
  let engine: Engine;
  let vaults = 0;
  let behind: string;
  const state = async () => (await engine.planShow('P')).state;
  const backup = () => engine.backup({ plan: 'P' });

  beforeAll(async () => {
    share = await SambaMount.start();
  });
  afterAll(() => share?.stop());
  beforeEach(async () => {
    place = new EnginePlace('lying-share');
    const name = `vault-${++vaults}`;
    behind = join(share.behind, name);
    engine = await place.withPlan({ vault: join(share.path, name) });
    mkdirSync(join(place.source, 'sub'));
    writeFileSync(join(place.source, 'a.bin'), new Prng(vaults).bytes(300_000));
  });
  afterEach(() => place.remove());

  for (const [name, lie] of Object.entries(LIES)) {
    it(`and has ${name} is found out by the next run, which makes a full, and is not trusted from then on`, async () => {
      const first = await backup();
      const file = join(setFolder(behind, first.setId ?? ''), VOLUME);
      lie(file, statSync(file).size);
      const second = await backup();
      const points = await engine.points('P');
      const afterSecond = await state();
      appendFileSync(join(place.source, 'sub', 'b.txt'), 'more');
      const third = await backup();
      const afterThird = await state();
      await engine.verify({ plan: 'P', at: 'latest', level: 'read' });

      expect(first).toMatchObject({ outcome: 'complete', durability: 'unconfirmed' });
      expect(second).toMatchObject({
        outcome: 'complete',
        kind: 'full',
        kindReason: 'parent-damaged',
        readAgain: { sets: 1, damaged: [{ setId: first.setId }] },
      });
      expect(points.map(({ verified }) => verified)).toEqual([false, false]);
      expect([afterSecond, afterThird, await state()]).toEqual(['written', 'written', 'protected']);
      expect(third).toMatchObject({ kind: 'incremental', readAgain: { sets: 1, damaged: [] } });
      const { tree } = await place.restore(engine, 'latest');
      expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
    });
  }

  it('keeps what it did not confirm: each set is read again once, and no more', async () => {
    const results = [await backup(), await backup(), await backup()];
    const stored = results.map(({ setId }) => {
      const folder = setFolder(behind, setId ?? '');
      return readdirSync(folder)
        .filter((file) => !file.startsWith('set.'))
        .reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    });

    expect(results.map(({ readAgain }) => readAgain)).toEqual([
      undefined,
      { sets: 1, bytes: stored[0], damaged: [] },
      { sets: 1, bytes: stored[1], damaged: [] },
    ]);
    expect(await state()).toBe('protected');
  });

  it('is found out even where the run that would make up for it does not come to its end', async () => {
    const first = await backUp(engine);
    truncateSync(join(setFolder(behind, first), VOLUME), 10);
    const stop = new AbortController();
    const cancelled = await engine.backup(
      { plan: 'P' },
      { signal: stop.signal, onProgress: ({ phase }) => void (phase === 'saving' && stop.abort()) },
    );

    expect(cancelled).toMatchObject({ outcome: 'cancelled', readAgain: { damaged: [{ setId: first }] } });
    expect(await engine.planShow('P')).toMatchObject({ state: 'failing', newestDamaged: { setId: first } });
  });
});
