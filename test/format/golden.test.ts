import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../electron/engine/engine.ts';
import { lookAtTree, type SeenEntry } from './look-at-tree.ts';

const GOLDEN = join(import.meta.dirname, 'golden/format-0');

interface Expected {
  readonly points: { readonly set: string; readonly kind: string; readonly tree: SeenEntry[] }[];
}

const expected = JSON.parse(readFileSync(join(GOLDEN, 'expected.json'), 'utf8')) as Expected;

describe('golden vault of format 0 (FORMAT 14)', () => {
  const work = mkdtempSync(join(tmpdir(), 'strongroom-golden-'));
  const vault = join(work, 'vault');
  let engine: Engine;

  beforeAll(async () => {
    cpSync(join(GOLDEN, 'vault'), vault, { recursive: true });
    engine = await openEngine({ home: join(work, 'home') });
    await engine.vaultOpen(vault);
  });

  afterAll(async () => {
    await engine.close();
    rmSync(work, { recursive: true, force: true });
  });

  it('lists the points that were made', async () => {
    const points = await engine.points('Golden');

    expect(points.map(({ setId, kind, outcome }) => ({ set: setId, kind, outcome }))).toEqual(
      expected.points.map(({ set, kind }) => ({ set, kind, outcome: 'complete' })),
    );
  });

  it.each(expected.points)('gives the $kind point $set back as it was', async ({ set, tree }) => {
    const to = join(work, set);

    const { outcome, files, failures } = await engine.restore({
      plan: 'Golden',
      at: set,
      target: { kind: 'folder', path: to },
    });

    const count = tree.filter((entry) => entry.type !== 'dir').length;
    expect({ outcome, files, failures, tree: lookAtTree(join(to, 'Source')) }).toEqual({
      outcome: 'complete',
      files: { requested: count, restored: count, skipped: 0, failed: 0 },
      failures: [],
      tree,
    });
  });

  it('verifies deep, and is not changed by any of this', async () => {
    const { outcome, points } = await engine.verify({ plan: 'Golden', level: 'deep' });

    expect([outcome, points.map((point) => point.damage), filesOf(vault)]).toEqual([
      'complete',
      expected.points.map(() => []),
      filesOf(join(GOLDEN, 'vault')),
    ]);
  });

  it('opens with tar and zstd alone where a set is full', () => {
    const full = expected.points[0] as Expected['points'][number];
    const to = mkdtempSync(join(work, 'tar-'));
    const [folder] = readdirSync(vault, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith(full.set),
    );

    execFileSync('bash', ['-c', `set -o pipefail; cat data-*.tar.zst | zstd -dc | tar -xf - -C '${to}' 2>/dev/null`], {
      cwd: join(vault, folder as string),
    });

    expect(lookAtTree(join(to, 'Source'))).toEqual(full.tree);
  });
});

function filesOf(root: string): [path: string, base64: string][] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => [path.slice(root.length), readFileSync(path, 'base64')]);
}
