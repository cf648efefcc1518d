import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EnginePlace } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { keepWriting } from '../support/restless-file.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';

let place: EnginePlace;
beforeEach(() => {
  place = new EnginePlace('restless');
  mkdirSync(place.source);
});
afterEach(() => place.remove());

describe('a file that changes while it is read', () => {
  it.each([
    { what: 'of one slice', size: 8_000_000 },
    { what: 'of many slices', size: 20_000_000 },
  ])('is flagged, makes the run incomplete, and is saved again once it rests ($what)', async ({ size }) => {
    const prng = new Prng(41);
    writeFileSync(join(place.source, 'restless'), prng.bytes(size));
    writeFileSync(join(place.source, 'still'), 'still');
    const engine = await place.withPlan();
    const writer = await keepWriting(join(place.source, 'restless'));
    const full = await engine.backup({ plan: 'P' });
    const incremental = await engine.backup({ plan: 'P' });
    await writer.stop();

    for (const result of [full, incremental]) {
      expect(result).toMatchObject({
        outcome: 'incomplete',
        gaps: [{ path: 'source/restless', code: 'changed-while-read' }],
      });
    }
    const restless = await place.restore(engine, 'latest');
    expect(restless.result).toMatchObject({ damaged: false, notices: ['changed-while-read'], files: { failed: 0 } });
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete' });

    expect(await engine.backup({ plan: 'P' })).toMatchObject({ outcome: 'complete', gaps: [] });
    const { tree } = await place.restore(engine, 'latest');
    expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
  });
});
