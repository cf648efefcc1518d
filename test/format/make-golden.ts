/**
 * Makes the golden vault of the format that the code writes now: `node test/format/make-golden.ts FOLDER`.
 * A committed golden vault is never made again: a new format gets one of its own beside it.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../../electron/engine/engine.ts';
import { makeFirst, makeSecond, makeThird } from './golden-tree.ts';
import { lookAtTree, type SeenEntry } from './look-at-tree.ts';

const RUNS = [
  { kind: 'full', make: makeFirst },
  { kind: 'incremental', make: makeSecond },
  { kind: 'differential', make: makeThird },
  { kind: 'incremental', make: () => {} },
] as const;

async function makeGolden(target: string): Promise<void> {
  if (existsSync(target)) throw new Error(`${target} is there already`);
  const work = mkdtempSync(join(tmpdir(), 'strongroom-golden-'));
  const source = join(work, 'Source');
  mkdirSync(source);
  mkdirSync(target, { recursive: true });
  const engine = await openEngine({ home: join(work, 'home') });
  try {
    const vault = join(work, 'vault');
    const { id } = await engine.planAdd({ name: 'Golden', sources: [source], vault, exclude: [], level: 19 });
    const points: { set: string; kind: string; tree: SeenEntry[] }[] = [];
    for (const { kind, make } of RUNS) {
      make(source);
      const { setId, outcome } = await engine.backup({ plan: id, kind });
      if (outcome !== 'complete' || setId === null) throw new Error(`the ${kind} set is ${outcome}`);
      points.push({ set: setId, kind, tree: lookAtTree(source) });
    }
    renameSync(vault, join(target, 'vault'));
    writeFileSync(join(target, 'expected.json'), `${JSON.stringify({ points })}\n`);
  } finally {
    await engine.close();
    rmSync(work, { recursive: true, force: true });
  }
}

await makeGolden(process.argv[2] ?? '');
