import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';

let place: EnginePlace;
beforeEach(() => {
  place = new EnginePlace('repeated');
});
afterEach(() => place.remove());

describe('an incremental backup of the same new content under many names', () => {
  it('stores it once and gives every name back, however the workers overtake each other', async () => {
    const engine = await place.withPlan();
    await backUp(engine);
    const prng = new Prng(7);
    const repeated = prng.bytes(600_000);
    const large = prng.bytes(1_500_000);
    for (let i = 0; i < 12; i++) {
      const folder = join(place.source, `folder-${i}`);
      mkdirSync(folder);
      // Many small files in front slow a batch down, so that later batches are hashed before it.
      for (let n = 0; n < (i % 3 === 0 ? 400 : 2); n++) writeFileSync(join(folder, `a-${n}`), prng.bytes(1000));
      writeFileSync(join(folder, 'b-large'), large);
      for (let n = 0; n < 4; n++) writeFileSync(join(folder, `c-${n}`), repeated);
    }

    const result = await engine.backup({ plan: 'P' });
    const { tree } = await place.restore(engine, 'latest');

    expect(result).toMatchObject({ outcome: 'complete', kind: 'incremental' });
    expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
    expect(result.bytes.stored).toBeLessThan(repeated.length + large.length + 1_608_000 * 1.3);
  });
});

describe('thousands of links with long targets', () => {
  it('are saved in a full backup and come back', async () => {
    const engine = await place.withPlan();
    const folder = join(place.source, 'x'.repeat(200));
    mkdirSync(folder);
    for (let i = 0; i < 1500; i++)
      symlinkSync(`${i}-${'t'.repeat(4000)}`, join(folder, `link-${i}-${'n'.repeat(200)}`));

    const result = await engine.backup({ plan: 'P' });
    const { tree } = await place.restore(engine, 'latest');

    expect(result).toMatchObject({ outcome: 'complete', files: { new: 1500 } });
    expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
  });
});
