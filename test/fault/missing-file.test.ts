import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { damagedPoints, damageOf } from '../support/damage.ts';
import { backUp, failureOf } from '../support/engine-place.ts';
import { makeSmallChain, type SmallChain } from '../support/small-chain.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { keptState, setFolder, vaultFiles, vaultState } from '../support/vault-files.ts';

let chain: SmallChain;
let vault: string;
beforeAll(async () => {
  chain = await makeSmallChain();
  vault = chain.place.vault;
});
afterAll(() => chain.place.remove());

const check = (level: 'quick' | 'read' | 'deep') => chain.engine.verify({ plan: 'P', level });

async function without<T>(path: string, look: () => Promise<T>): Promise<T> {
  const aside = join(chain.place.folder, 'aside');
  renameSync(path, aside);
  try {
    return await look();
  } finally {
    rmSync(path, { recursive: true, force: true });
    renameSync(aside, path);
  }
}

/** Which points a lost file costs: its own, and for a volume every point that has a file in it. */
function pointsOf(file: string): string[] {
  const { full, first, second, differential } = chain;
  const owner = [full, first, second, differential].find((id) => file.includes(id));
  if (owner === undefined) return [];
  return file.includes('/data-') && owner === full ? [full, first, second, differential] : [owner];
}

const CODES: Record<string, string> = {
  'set.json': 'seal-missing',
  'set.copy.json': 'seal-copy-missing',
  'manifest.zst': 'manifest-missing',
  'manifest.copy.zst': 'manifest-copy-missing',
  'data-000001.tar.zst': 'volume-missing',
};

describe('each file of a vault, taken away in turn', () => {
  it('is missed at every level, with exactly the points that it costs; whole again in between', async () => {
    const files = vaultFiles(vault).filter((file) => file.includes('/sets/'));
    expect(files.length).toBe(4 * 5);

    for (const file of files) {
      for (const level of ['quick', 'read'] as const) {
        const result = await without(join(vault, file), () => check(level));
        expect(result, file).toMatchObject({ outcome: 'failed', vault: [] });
        expect(damagedPoints(result), `${file} ${level}`).toEqual(pointsOf(file));
        const name = file.slice(file.lastIndexOf('/') + 1);
        const owner = [chain.full, chain.first, chain.second, chain.differential].find((id) => file.includes(id));
        expect(damageOf(result)[owner ?? '']?.[0]).toBe(`${CODES[name]} ${name}`);
      }
      expect(damagedPoints(await check('read'))).toEqual([]);
    }
  });

  it.each(['strongroom-vault.json', 'strongroom-vault.copy.json'])(
    'marker %s is missed, and costs no point',
    async (name) => {
      const result = await without(join(vault, name), () => check('quick'));

      expect(result).toMatchObject({ outcome: 'failed', vault: [{ code: 'marker-missing', file: name }] });
      expect(damagedPoints(result)).toEqual([]);
    },
  );

  it('whole set in the middle takes those that stand on it, and no other', async () => {
    const result = await without(setFolder(vault, chain.first), () => check('read'));

    expect(damagedPoints(result)).toEqual([chain.first, chain.second]);
    expect(damageOf(result)[chain.second]).toEqual(['parent-missing']);
  });

  it('is known to a computer that never saw it, where another set names it', async () => {
    const other = await chain.place.open(chain.place.path('other-home'));
    const result = await without(setFolder(vault, chain.first), async () => {
      await other.vaultOpen(vault);
      return other.verify({ plan: 'P', level: 'read' });
    });

    expect(damageOf(result)).toEqual({ [chain.second]: ['parent-missing'] });
  });
});

describe('volumes that changed places', () => {
  it('are found on both sides', async () => {
    const [a, b] = [chain.first, chain.second].map((id) => join(setFolder(vault, id), 'data-000001.tar.zst'));
    const swap = (): void => {
      renameSync(a as string, `${a}.x`);
      renameSync(b as string, a as string);
      renameSync(`${a}.x`, b as string);
    };
    swap();
    const result = await check('read');
    swap();

    expect(damagedPoints(result)).toEqual([chain.first, chain.second]);
    expect(damagedPoints(await check('deep'))).toEqual([]);
  });
});

describe('things in a vault that are no damage', () => {
  it('are left alone and cost nothing: other files, a heartbeat, what a run never sealed', async () => {
    const sets = dirname(setFolder(vault, chain.full));
    const leftover = join(sets, 'unsealedset2');
    mkdirSync(leftover);
    const strangers = [
      join(vault, 'README'),
      join(vault, '.DS_Store'),
      join(sets, 'Thumbs.db'),
      join(sets, '..', '..', '..', 'heartbeat-000001'),
      join(setFolder(vault, chain.full), 'notes (conflicted copy).txt'),
      join(leftover, 'data-000001.tar.zst'),
    ];
    for (const stranger of strangers) writeFileSync(stranger, 'x');
    const before = keptState(vault);

    const result = await check('deep');
    await backUp(chain.engine);

    expect(result).toMatchObject({ outcome: 'complete', vault: [], ignored: ['unsealedset2'] });
    expect(strangers.filter((stranger) => !existsSync(stranger))).toEqual([]);
    const after = keptState(vault);
    expect(Object.fromEntries(Object.keys(before).map((file) => [file, after[file]]))).toEqual(before);
  });
});

describe('verification', () => {
  it('writes nothing into the vault, whatever it finds', async () => {
    const lost = join(setFolder(vault, chain.full), 'manifest.zst');
    const state = await without(lost, async () => {
      const before = vaultState(vault);
      for (const level of ['quick', 'read', 'deep'] as const) await check(level);
      expect(vaultState(vault)).toEqual(before);
      return readdirSync(vault);
    });

    expect(state).toEqual(readdirSync(vault));
    expect(damagedPoints(await check('deep'))).toEqual([]);
  });

  it('says vault-marker-missing where both markers are gone', async () => {
    const [one, two] = ['strongroom-vault.json', 'strongroom-vault.copy.json'].map((name) => join(vault, name));
    renameSync(one as string, `${one}.x`);
    renameSync(two as string, `${two}.x`);
    const code = await failureOf(check('quick'));
    renameSync(`${one}.x`, one as string);
    renameSync(`${two}.x`, two as string);

    expect(code).toBe('vault-marker-missing');
  });

  it('finds that all points still come back', async () => {
    for (const [setId, tree] of chain.trees) {
      const restored = await chain.place.restore(chain.engine, setId);
      expect(differences(tree, snapshotTree(restored.tree))).toBe('');
    }
  });
});
