import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { killAfter, startChild } from '../support/child-engine.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { snapshotTree } from '../support/tree-snapshot.ts';

const seed = Number(process.env['STRONGROOM_SEED'] ?? 1);
const kills = Number(process.env['STRONGROOM_KILLS'] ?? 2);
const FILES = 2000;

const prng = new Prng(seed);
const place = new EnginePlace('kill-undo');
const names = Array.from({ length: FILES }, (_, i) => `d${i % 20}/f${i}`);
let engine: Engine;
let hits = 0;
/** Kills that left a tree between what was and what was to be. */
let inTheMiddle = 0;

beforeAll(async () => {
  for (let i = 0; i < 20; i++) mkdirSync(join(place.source, `d${i}`), { recursive: true });
  for (const name of names) writeFileSync(join(place.source, name), `${name} ${'saved'.repeat(1 + prng.int(0, 300))}`);
  engine = await place.withPlan();
  await backUp(engine);
});
afterAll(() => place.remove());

/** The content of every file by its name, without what a killed restore may leave half-written under a name of its own. */
function contents(tree: string): Map<string, string> {
  const lines = [...snapshotTree(tree)].filter(
    ([name, line]) => line.startsWith('file') && !name.includes('.strongroom-part-'),
  );
  return new Map(lines.map(([name, line]) => [name, line]));
}

describe('a restore that replaces and is killed, and an undo that is killed', () => {
  it.each(Array.from({ length: kills }, (_, i) => i + 1))('lose nothing (kill %i)', async (n) => {
    const to = place.path(`to-${n}`);
    for (let i = 0; i < 20; i++) mkdirSync(join(to, 'source', `d${i}`), { recursive: true });
    // One in ten is not there yet, so that the restore both makes and replaces.
    for (const [i, name] of names.entries())
      if (i % 10 > 0) writeFileSync(join(to, 'source', name), `${name} of today`);
    const before = contents(join(to, 'source'));
    const saved = contents(place.source);

    const child = startChild(place.home, 'restore', {
      plan: 'P',
      target: { kind: 'folder', path: to },
      conflict: 'replace',
    });
    await child.in('restoring');
    hits += (await killAfter(child, prng.next() ** 2 * 300)) ? 1 : 0;
    await engine.close();
    engine = await place.open();
    const between = contents(join(to, 'source'));
    for (const [name, line] of before) expect([line, saved.get(name)]).toContain(between.get(name));
    const replaced = [...before].filter(([name, line]) => between.get(name) !== line).length;
    if (replaced > 0 && replaced < before.size) inTheMiddle++;

    const { rows } = await engine.runList({ verb: 'restore' });
    const undo = rows.find((row) => row.undo !== undefined)?.undo;
    if (undo) {
      const killed = startChild(place.home, 'undo', { plan: 'P', restore: undo.restore });
      await killed.in('restoring');
      hits += (await killAfter(killed, prng.next() ** 2 * 300)) ? 1 : 0;
      await engine.close();
      engine = await place.open();
      const half = contents(join(to, 'source'));
      for (const [name, line] of before) expect([line, saved.get(name)]).toContain(half.get(name));
      const left = (await engine.runList({ verb: 'restore' })).rows.some((row) => row.undo?.restore === undo.restore);
      if (left)
        expect(await engine.undo({ restore: undo.restore })).toMatchObject({ outcome: 'complete', failures: [] });
    }
    expect([...contents(join(to, 'source'))]).toEqual([...before]);
    rmSync(to, { recursive: true });
  });

  it('were really killed', () => {
    console.log(
      `${hits} of ${kills * 2} were killed while they ran, ${inTheMiddle} restores in the middle (STRONGROOM_SEED=${seed})`,
    );
    expect(hits).toBeGreaterThan(0);
  });
});
