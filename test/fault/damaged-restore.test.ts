import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, EnginePlace, setOf } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { setFolder } from '../support/vault-files.ts';

const damages = Number(process.env['STRONGROOM_DAMAGES'] ?? 4);

let place: EnginePlace;
beforeEach(() => {
  place = new EnginePlace('damaged');
});
afterEach(() => place.remove());

function makeFiles(prng: Prng): void {
  for (let i = 0; i < 12; i++) {
    const folder = join(place.source, `folder-${i}`);
    mkdirSync(folder, { recursive: true });
    for (let n = 0; n < 6; n++) writeFileSync(join(folder, `small-${n}`), prng.bytes(prng.int(0, 120_000)));
    writeFileSync(join(folder, 'large'), prng.bytes(1_100_000));
  }
}

describe('a restore from a vault with damaged bytes', () => {
  it('names the files that are hit, gives all others exactly, and never a wrong byte under a right name', async () => {
    const prng = new Prng(21);
    makeFiles(prng);
    const engine = await place.withPlan();
    const setId = await backUp(engine);
    const volume = join(setFolder(place.vault, setId), 'data-000001.tar.zst');
    const whole = readFileSync(volume);
    const wanted = snapshotTree(place.source);

    for (let n = 0; n < damages; n++) {
      const bytes = Buffer.from(whole);
      const at = prng.int(0, bytes.length - 100_000);
      for (let i = 0; i < 3; i++) bytes[at + i * 7] = (bytes[at + i * 7] as number) ^ prng.int(1, 255);
      writeFileSync(volume, bytes);
      const checked = await engine.verify({ plan: 'P', level: 'deep' });
      const { result, tree } = await place.restore(engine, setId);

      const lost = result.failures.map((failure) => failure.path).sort();
      const found = snapshotTree(tree);
      const missing = [...wanted.keys()].filter((name) => !found.has(name)).map((name) => `source/${name}`);
      expect(result, `damage at ${at}`).toMatchObject({ outcome: 'incomplete', damaged: true });
      expect(result.failures.every((failure) => failure.code === 'damaged')).toBe(true);
      expect(lost).toEqual(missing.sort());
      expect(checked.points[0]?.damage.find((each) => each.code === 'file-damaged')?.paths?.toSorted()).toEqual(lost);
      expect(result.files).toMatchObject({ requested: 84, restored: 84 - lost.length, failed: lost.length });
      const kept = new Map([...wanted].filter(([name]) => found.has(name)));
      expect(differences(kept, found)).toBe('');
    }
  });
});

describe('a backup on a damaged parent', () => {
  it('becomes a full, says why, and gives a good point', async () => {
    const prng = new Prng(22);
    makeFiles(prng);
    const engine = await place.withPlan();
    const broken = await backUp(engine);
    truncateSync(join(setFolder(place.vault, broken), 'data-000001.tar.zst'), 1000);

    const result = await engine.backup({ plan: 'P', kind: 'incremental' });
    const checked = await engine.verify({ plan: 'P', level: 'deep' });
    const { tree } = await place.restore(engine, setOf(result));

    expect(result).toMatchObject({ outcome: 'complete', kind: 'full', kindReason: 'parent-damaged' });
    expect(checked.points.map((point) => point.state)).toEqual(['damaged', 'good']);
    expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
    expect(await engine.backup({ plan: 'P', kind: 'incremental' })).toMatchObject({ kind: 'incremental' });
  });

  it('becomes a full when a verification found changed bytes, although every size is right', async () => {
    makeFiles(new Prng(23));
    const engine = await place.withPlan();
    const broken = await backUp(engine);
    const volume = join(setFolder(place.vault, broken), 'data-000001.tar.zst');
    const bytes = readFileSync(volume);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    writeFileSync(volume, bytes);
    await engine.verify({ plan: 'P', level: 'read' });

    const result = await engine.backup({ plan: 'P', kind: 'differential' });
    const { result: restored, tree } = await place.restore(engine, 'latest');

    expect(result).toMatchObject({ outcome: 'complete', kind: 'full', kindReason: 'parent-damaged' });
    expect(restored).toMatchObject({ outcome: 'complete', damaged: false });
    expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
  });
});
