import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine, JobControl } from '../../../../electron/engine/engine.ts';
import { EnginePlace } from '../../../support/engine-place.ts';
import { Prng } from '../../../support/prng.ts';

let place: EnginePlace;
let engine: Engine;

beforeEach(async () => {
  place = new EnginePlace('restore-cancel');
  engine = await place.withPlan();
});
afterEach(() => place.remove());

/** A job that is cancelled so long after it began to give back. */
function cancelledAfter(milliseconds: number): JobControl {
  const stop = new AbortController();
  let isSet = false;
  return {
    signal: stop.signal,
    onProgress: ({ phase }) => {
      if (phase !== 'restoring' || isSet) return;
      isSet = true;
      setTimeout(() => stop.abort(), milliseconds);
    },
  };
}

const FILES = 300;

function fill(): void {
  const random = new Prng(7);
  for (let i = 0; i < FILES; i++) {
    writeFileSync(place.path('source', `${i}.bin`), random.bytes(200_000));
  }
}

describe('a restore that is cancelled', () => {
  it.each([0, 10, 40, 100])('counts exactly what is there, %i ms after it began', async (milliseconds) => {
    fill();
    await engine.backup({ plan: 'P' });
    const out = place.path('out');

    const result = await engine.restore(
      { plan: 'P', target: { kind: 'folder', path: out } },
      cancelledAfter(milliseconds),
    );

    const given = existsSync(`${out}/source`) ? readdirSync(`${out}/source`) : [];
    expect(result.files).toMatchObject({ restored: given.length, failed: 0 });
    expect(result.bytes).toBe(given.length * 200_000);
    for (const name of given)
      expect(readFileSync(`${out}/source/${name}`).equals(readFileSync(place.path('source', name)))).toBe(true);
    expect(result.outcome).toBe(given.length === FILES ? 'complete' : 'cancelled');
  });
});

describe('one large file', () => {
  const targets = { folder: () => place.path('out'), zip: () => place.path('out.zip') };

  it.each(['folder', 'zip'] as const)('is not given back to its end once it is cancelled: %s', async (kind) => {
    const target = { kind, path: targets[kind]() };
    writeFileSync(place.path('source', 'large.bin'), Buffer.alloc(400_000_000, 'large'));
    await engine.backup({ plan: 'P' });

    const result = await engine.restore({ plan: 'P', target }, cancelledAfter(30));

    expect(result).toMatchObject({ outcome: 'cancelled', bytes: 0, files: { restored: 0, failed: 0 } });
    expect(existsSync(kind === 'zip' ? target.path : `${target.path}/source/large.bin`)).toBe(false);
    if (kind === 'folder') expect(readdirSync(`${target.path}/source`)).toEqual([]);
  });
});
