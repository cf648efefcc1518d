import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { type ChildPhase, killAfter, startChild } from '../support/child-engine.ts';
import { whileChanged } from '../support/damage.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';
import { setFolder, setFolders, keptState } from '../support/vault-files.ts';

const seed = Number(process.env['STRONGROOM_SEED'] ?? 1);
const kills = Number(process.env['STRONGROOM_KILLS'] ?? 1);
/** The campaign takes all, `npm test` those that say most. */
const isCampaign = process.env['STRONGROOM_EVERY'] === '1';
const phases: readonly [ChildPhase, 'backup' | 'consolidation'][] = [
  ['checking', 'consolidation'],
  ['sealing', 'backup'],
];
const earlyPhases: typeof phases = [
  ['preparing', 'backup'],
  ['consolidating', 'backup'],
];

/** What is wanted of each place is in the newest point; `deleted` rests in the full alone and is no longer wanted. */
interface Chain {
  readonly place: EnginePlace;
  engine: Engine;
  readonly full: string;
  readonly middle: string;
  readonly newest: string;
  readonly wanted: TreeSnapshot;
}

let chain: Chain;
beforeEach(async () => {
  const place = new EnginePlace('consolidate');
  const prng = new Prng(seed);
  mkdirSync(place.source);
  const write = (name: string, bytes: number): void => writeFileSync(join(place.source, name), prng.bytes(bytes));
  for (let n = 0; n < 40; n++) write(`small-${n}`, 40_000);
  write('large', 2_500_000);
  write('zz-deleted', 1_500_000);
  const engine = await place.withPlan();
  const full = await backUp(engine, 'full');
  for (let n = 0; n < 5; n++) write(`small-${n}`, 50_000);
  rmSync(join(place.source, 'zz-deleted'));
  const middle = await backUp(engine, 'incremental');
  write('another', 200_000);
  const newest = await backUp(engine, 'incremental');
  chain = { place, engine, full, middle, newest, wanted: snapshotTree(place.source) };
});
afterEach(() => chain.place.remove());

const volumeOf = (setId: string): string => join(setFolder(chain.place.vault, setId), 'data-000001.tar.zst');

async function isExact(setId: string): Promise<void> {
  const { result, tree, to } = await chain.place.restore(chain.engine, setId);
  expect(result).toMatchObject({ outcome: 'complete', failures: [] });
  expect(differences(chain.wanted, snapshotTree(tree))).toBe('');
  rmSync(to, { recursive: true });
}

/** Nothing but sealed sets is there, and all of them are good. */
async function isClean(): Promise<void> {
  const { place, engine } = chain;
  const names = setFolders(place.vault).map((folder) => folder.slice(folder.lastIndexOf('/') + 1));
  expect(names).toEqual((await engine.points('P')).map((point) => point.setId).sort());
  expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete', ignored: [] });
}

describe('a consolidation that is killed', () => {
  const next = {
    consolidation: async () => (await chain.engine.consolidate({ plan: 'P' })).setId,
    backup: () => backUp(chain.engine, 'incremental'),
  };

  async function leavesTheVaultAsItWas(kill: () => Promise<void>, then: () => Promise<string | null>): Promise<void> {
    const { place, engine, newest } = chain;
    const before = keptState(place.vault);

    await kill();

    const after = keptState(place.vault);
    expect(Object.fromEntries(Object.keys(before).map((file) => [file, after[file]]))).toEqual(before);
    expect((await engine.points('P')).at(-1)?.setId).toBe(newest);
    await isExact('latest');
    await isExact((await then()) ?? 'none');
    await isClean();
    const { rows } = await engine.runList({ verb: 'consolidate', outcome: 'failed' });
    expect(rows).toMatchObject([{ failure: { code: 'interrupted' } }]);
    expect(rows[0]?.setId).toBe(undefined);
  }

  it.each(isCampaign ? [...earlyPhases, ...phases] : phases)(
    'as it begins with %s leaves the vault as it was, and the next %s is clean',
    async (phase, then) => {
      const signal = { in: phase, name: 'SIGKILL' } as const;

      await leavesTheVaultAsItWas(async () => {
        await startChild(chain.place.home, 'consolidate', { plan: 'P' }, { signal }).ended;
      }, next[then]);
    },
  );

  it.each(Array.from({ length: kills }, (_, i) => i + 1))(
    'at any moment leaves the older sets alone, and what there is then is good (kill %i)',
    async (n) => {
      const { place, engine, newest } = chain;
      const before = keptState(place.vault);
      const child = startChild(place.home, 'consolidate', { plan: 'P' });
      await child.in('consolidating');
      await killAfter(child, new Prng(seed + n).next() ** 2 * 300);

      const after = keptState(place.vault);
      expect(Object.fromEntries(Object.keys(before).map((file) => [file, after[file]]))).toEqual(before);
      const setId = await backUp(engine, 'incremental');
      // Sealed before the blow, it counts; else it is gone.
      const points = await engine.points('P');
      expect(points.slice(2, -1).map(({ madeFrom }) => madeFrom)).toEqual(
        points.length === 5 ? [undefined, newest] : [undefined],
      );
      await isExact(setId);
      await isClean();
    },
  );
});

describe('a consolidation of a chain that is damaged', () => {
  /** Nothing was made, the damage is known, and the next run makes a full of the source. */
  async function isRefused(subject: string): Promise<void> {
    const { place, engine } = chain;
    const before = keptState(place.vault);
    const folders = setFolders(place.vault);

    const failure = await engine.consolidate({ plan: 'P' }).catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: 'set-damaged', subject });
    expect(keptState(place.vault)).toEqual(before);
    expect(setFolders(place.vault)).toEqual(folders);
  }

  it.each(isCampaign ? (['full', 'middle', 'newest'] as const) : (['middle'] as const))(
    'is refused wherever a wanted content of the %s set is wrong, and else is whole: never in between',
    async (which) => {
      const { place, engine } = chain;
      const path = volumeOf(chain[which]);
      const prng = new Prng(seed);
      const outcomes = { refused: 0, whole: 0 };
      for (let n = 0; n < 8; n++) {
        await whileChanged(
          path,
          (bytes) => {
            const at = prng.int(0, bytes.length - 1);
            bytes[at] = (bytes[at] as number) ^ prng.int(1, 255);
            writeFileSync(path, bytes);
          },
          async () => {
            const result = await engine.consolidate({ plan: 'P', at: chain.newest }).catch((error: unknown) => error);
            if (result instanceof Error) {
              expect(result).toMatchObject({ code: 'set-damaged', subject: chain.newest });
              outcomes.refused++;
              return;
            }
            const { setId } = result as { setId: string };
            await isExact(setId);
            outcomes.whole++;
          },
        );
      }
      expect(outcomes.refused).toBeGreaterThan(0);
      expect(setFolders(place.vault).length).toBe(3 + outcomes.whole);
    },
  );

  it('says so where a volume is cut short or gone, notes it, and the next run is a full of the source', async () => {
    const { engine, newest, full } = chain;
    const volume = volumeOf(full);
    const bytes = readFileSync(volume);
    writeFileSync(volume, bytes.subarray(0, 1000));
    await isRefused(newest);
    rmSync(volume);
    await isRefused(newest);

    expect((await engine.points('P')).at(-1)).toMatchObject({ verified: false });
    expect(await engine.planShow('P')).toMatchObject({ state: 'failing' });
    const next = await engine.backup({ plan: 'P', kind: 'incremental' });
    expect(next).toMatchObject({ kind: 'full', kindReason: 'parent-damaged', outcome: 'complete' });
    await isExact('latest');
  });

  it.each(isCampaign ? (['full', 'middle'] as const) : (['middle'] as const))(
    'says so where the %s set is no longer there',
    async (which) => {
      const folder = setFolder(chain.place.vault, chain[which]);
      renameSync(folder, chain.place.path('aside'));
      await isRefused(chain[which]);

      renameSync(chain.place.path('aside'), folder);
      await isExact((await chain.engine.consolidate({ plan: 'P' })).setId ?? 'none');
      await isClean();
    },
  );

  it('makes a whole one where only what nobody wants any more is damaged', async () => {
    const { engine, full } = chain;
    const path = volumeOf(full);
    const result = await whileChanged(
      path,
      (bytes) => {
        // The last frames hold what was deleted.
        bytes.fill(0, bytes.length - 200_000, bytes.length - 100_000);
        writeFileSync(path, bytes);
      },
      () => engine.consolidate({ plan: 'P' }),
    );

    expect(result).toMatchObject({ outcome: 'complete' });
    await isExact('latest');
    await isClean();
  });

  it('says that the vault is gone where it goes, and what is left is removed by the next run', async () => {
    const { place, engine } = chain;
    const away = place.path('unplugged');
    const onProgress = ({ phase }: { phase: string }): void => {
      if (phase === 'consolidating' && !readdirSync(place.folder).includes('unplugged')) renameSync(place.vault, away);
    };

    expect(await failureOf(engine.consolidate({ plan: 'P' }, { onProgress }))).toBe('vault-unavailable');

    renameSync(away, place.vault);
    expect((await engine.points('P')).map(({ verified }) => verified)).toEqual([true, true, true]);
    await isExact((await engine.consolidate({ plan: 'P' })).setId ?? 'none');
    await isClean();
  });
});
