/**
 * Makes the golden vault of the format that the code writes now: `node test/format/make-golden.ts FOLDER`, with `encrypted`
 * behind it for an encrypted one. A committed golden vault is never made again: a new format gets one of its own beside it.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

const PASSPHRASE = 'golden passphrase of a test';
/** What a guess costs is not part of the format. */
const CHEAP_LOG_N = 8;

async function makeGolden(target: string, encrypt: boolean): Promise<void> {
  if (existsSync(target)) throw new Error(`${target} is there already`);
  const work = mkdtempSync(join(tmpdir(), 'strongroom-golden-'));
  const source = join(work, 'Source');
  mkdirSync(source);
  mkdirSync(target, { recursive: true });
  const engine = await openEngine({ home: join(work, 'home'), passphraseLogN: CHEAP_LOG_N });
  try {
    const vault = join(work, 'vault');
    const { id, recoveryKey } = await engine.planAdd(
      { name: 'Golden', sources: [source], vault, exclude: [], level: 19, encrypt },
      encrypt ? { passphrase: PASSPHRASE } : {},
    );
    const points: { set: string; kind: string; tree: SeenEntry[] }[] = [];
    for (const { kind, make } of RUNS) {
      make(source);
      const { setId, outcome } = await engine.backup({ plan: id, kind });
      if (outcome !== 'complete' || setId === null) throw new Error(`the ${kind} set is ${outcome}`);
      points.push({ set: setId, kind, tree: lookAtTree(source) });
    }
    const [, second] = points;
    const { setId } = await engine.consolidate({ plan: id, at: second?.set ?? '' });
    if (!second || setId === null) throw new Error('there is no consolidated set');
    points.splice(2, 0, { set: setId, kind: 'full', tree: second.tree });
    // The script is no part of the format, and is kept under its own digest.
    for (const name of readdirSync(vault)) if (name.endsWith('.py')) rmSync(join(vault, name));
    renameSync(vault, join(target, 'vault'));
    const secrets = encrypt ? { passphrase: PASSPHRASE, recoveryKey } : {};
    writeFileSync(join(target, 'expected.json'), `${JSON.stringify({ ...secrets, points })}\n`);
  } finally {
    await engine.close();
    rmSync(work, { recursive: true, force: true });
  }
}

await makeGolden(process.argv[2] ?? '', process.argv[3] === 'encrypted');
