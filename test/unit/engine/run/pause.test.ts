import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine, JobControl } from '../../../../electron/engine/engine.ts';
import { PauseGate } from '../../../../electron/service/pause-gate.ts';
import { EnginePlace, setOf } from '../../../support/engine-place.ts';
import { differences, snapshotTree } from '../../../support/tree-snapshot.ts';

let place: EnginePlace;
let engine: Engine;

beforeEach(async () => {
  place = new EnginePlace('pause');
  engine = await place.withPlan();
  for (let i = 0; i < 600; i++) writeFileSync(place.path('source', `${i}.txt`), `file ${i}`.repeat(i));
  writeFileSync(place.path('source', 'large.bin'), Buffer.alloc(20_000_000, 'large'));
});
afterEach(() => place.remove());

/** A job that is paused as soon as it has begun, and what tells that it stands still. */
function paused(): { control: JobControl; gate: PauseGate; stop: AbortController; standing: () => Promise<void> } {
  const gate = new PauseGate();
  const waited = vi.spyOn(gate, 'opened');
  const stop = new AbortController();
  return {
    gate,
    stop,
    control: { gate, signal: stop.signal, onProgress: () => gate.close() },
    standing: () => vi.waitFor(() => expect(waited.mock.calls.length).toBeGreaterThan(0), { timeout: 10_000 }),
  };
}

type Work = (control: JobControl) => Promise<{ outcome: string }>;
const works: [string, () => Work][] = [
  ['backup', () => (control) => engine.backup({ plan: 'P', kind: 'full' }, control)],
  [
    'restore',
    () => (control) => engine.restore({ plan: 'P', target: { kind: 'folder', path: place.path('out') } }, control),
  ],
  [
    'restore into a ZIP file',
    () => (control) => engine.restore({ plan: 'P', target: { kind: 'zip', path: place.path('out.zip') } }, control),
  ],
  ['verify', () => (control) => engine.verify({ plan: 'P', level: 'deep' }, control)],
];

describe.each(works)('a paused %s', (_name, work) => {
  it('stands still until it is resumed, and then does all of it', async () => {
    await engine.backup({ plan: 'P' });
    const { control, gate, standing } = paused();
    let isEnded = false;
    const ended = work()(control).finally(() => {
      isEnded = true;
    });

    await standing();
    const wasEnded = isEnded;
    // Progress closes the gate again; from now on it stays open.
    vi.spyOn(gate, 'close').mockImplementation(() => {});
    gate.open();

    expect([wasEnded, (await ended).outcome]).toEqual([false, 'complete']);
  });

  it('is cancelled without being resumed', async () => {
    await engine.backup({ plan: 'P' });
    const { control, stop, standing } = paused();
    const ended = work()(control);

    await standing();
    stop.abort();

    expect((await ended).outcome).toBe('cancelled');
  });
});

describe('a backup that was paused', () => {
  it('has saved everything as it is', async () => {
    const { control, gate, standing } = paused();
    const ended = engine.backup({ plan: 'P' }, control);
    await standing();
    vi.spyOn(gate, 'close').mockImplementation(() => {});
    gate.open();

    const { tree } = await place.restore(engine, setOf(await ended));

    expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
  });
});

describe('a gate', () => {
  it('lets through at once when it is open, and waits while it is closed again and again', async () => {
    const gate = new PauseGate();
    const seen: string[] = [];
    await gate.opened(undefined);
    gate.close();
    gate.close();
    const passed = gate.opened(undefined).then(() => seen.push('passed'));
    gate.open();
    gate.close();
    await new Promise((done) => setImmediate(done));
    seen.push('still closed');
    gate.open();
    await passed;

    expect(seen).toEqual(['still closed', 'passed']);
  });
});
