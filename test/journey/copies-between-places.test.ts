import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { PASSPHRASE } from '../support/encrypted-place.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { KINDS, type KindOfPlace, KindsOfPlace, type VacantPlace, whyNone } from '../support/kinds-of-place.ts';
import { Prng } from '../support/prng.ts';
import { makeTree } from '../support/random-tree.ts';
import { editTree } from '../support/tree-editor.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';

/** `npm run campaign` takes all pairs, in the clear and encrypted. */
const isEach = process.env['STRONGROOM_EACH_PAIR'] !== undefined;
const seed = Number(process.env['STRONGROOM_SEED'] ?? 1);
/** An object store gets it in parts. */
const LARGE_BYTES = 6 * 1024 * 1024;
const FILES = isEach ? 40 : 12;

for (const kind of KINDS) if (whyNone(kind)) console.log(`skipped: ${kind}: ${whyNone(kind)}`);

interface Pair {
  readonly own: KindOfPlace;
  readonly copy: KindOfPlace;
  readonly isEncrypted: boolean;
}

/** Each kind once as either, or all there are. */
const pairs: Pair[] = isEach
  ? KINDS.flatMap((own) => KINDS.flatMap((copy) => [false, true].map((isEncrypted) => ({ own, copy, isEncrypted }))))
  : [
      { own: 'folder', copy: 's3', isEncrypted: false },
      { own: 's3', copy: 'sftp', isEncrypted: true },
      { own: 'sftp', copy: 'share', isEncrypted: false },
      { own: 'share', copy: 'folder', isEncrypted: true },
    ];

const places = new KindsOfPlace();
let place: EnginePlace;
let engine: Engine;
let trees: Map<string, TreeSnapshot>;

beforeEach(() => {
  place = new EnginePlace('pairs');
  trees = new Map();
});
afterEach(() => place.remove());
afterAll(() => places.stop());

async function begin({ isEncrypted }: Pair, own: VacantPlace, copy: VacantPlace): Promise<ReturnType<typeof makeTree>> {
  place.makeFolder('source');
  const maker = makeTree(new Prng(seed), place.source, FILES);
  writeFileSync(join(place.source, 'large'), new Prng(seed + 1).bytes(LARGE_BYTES));
  engine = await place.open();
  const { address: vault, credentials } = own;
  const plan = { name: 'P', sources: [place.source], vault, encrypt: isEncrypted, ...(credentials && { credentials }) };
  await engine.planAdd(plan, isEncrypted ? { passphrase: PASSPHRASE } : {});
  await engine.copyAdd({
    plan: 'P',
    place: copy.address,
    name: 'Safe',
    failover: true,
    ...(copy.credentials && { credentials: copy.credentials }),
  });
  return maker;
}

async function backUpTree(): Promise<string> {
  const set = await backUp(engine);
  trees.set(set, snapshotTree(place.source));
  return set;
}

/** All points, or where there is little time the newest, which needs all others. */
async function areExact(from: Engine): Promise<void> {
  for (const [set, tree] of [...trees].slice(isEach ? 0 : -1)) {
    const restored = await place.restore(from, set);
    expect([set, restored.result.outcome, restored.result.damaged]).toEqual([set, 'complete', false]);
    expect(differences(tree, snapshotTree(restored.tree))).toBe('');
  }
}

describe.each(pairs)('a vault on $own with its copy on $copy, encrypted: $isEncrypted', (pair) => {
  const why = whyNone(pair.own) ?? whyNone(pair.copy);

  it.skipIf(why !== undefined)(
    'gives everything back when either is lost, and is written while its own is away',
    async () => {
      const [own, copy] = [await places.vacant(pair.own), await places.vacant(pair.copy)];
      const maker = await begin(pair, own, copy);
      await backUpTree();
      editTree(maker, 10);
      await backUpTree();

      await own.takeAway();
      editTree(maker, 10);
      const stoodIn = await engine.backup({ plan: 'P' });
      expect(stoodIn).toMatchObject({ outcome: 'complete', kind: 'incremental', failover: 'Safe' });
      trees.set(stoodIn.setId ?? '', snapshotTree(place.source));
      await areExact(engine);

      await own.putBack();
      editTree(maker, 10);
      await backUpTree();
      for (const at of [{}, { copy: 'Safe' }]) {
        const verified = await engine.verify({ plan: 'P', level: isEach ? 'deep' : 'read', ...at });
        expect(verified).toMatchObject({ outcome: 'complete', ignored: [], vault: [] });
        expect(verified.points.map(({ setId, state }) => [setId, state])).toEqual(
          [...trees.keys()].map((id) => [id, 'good']),
        );
      }
      const points = await engine.points('P');
      expect(points.map(({ kind, copies }) => [kind, copies])).toEqual(
        ['full', 'incremental', 'incremental', 'incremental'].map((kind) => [kind, { good: 2, of: 2 }]),
      );

      await own.takeAway();
      await areExact(engine);
      const other = await place.open(place.path('other-home'));
      const opened = await other.vaultOpen(
        copy.address,
        pair.isEncrypted ? { passphrase: PASSPHRASE } : {},
        copy.credentials,
      );
      expect(opened).toMatchObject({ points: 4, unreadable: [] });
      await areExact(other);
    },
  );
});
