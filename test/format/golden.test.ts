import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../electron/engine/engine.ts';
import { rescue } from '../support/rescue.ts';
import { lookAtTree, type SeenEntry } from './look-at-tree.ts';

interface Expected {
  readonly passphrase?: string;
  readonly recoveryKey?: string;
  readonly points: { readonly set: string; readonly kind: string; readonly tree: SeenEntry[] }[];
}

const GOLDEN = [
  { name: 'format-0', isEncrypted: false },
  { name: 'format-1', isEncrypted: false },
  { name: 'format-1-encrypted', isEncrypted: true },
] as const;

const VOLUMES = 'cat data-*.tar.zst';
const SEALED_VOLUMES = 'for f in data-*.tar.zst.age; do age -d -i "$KEY" "$f"; done';

describe.each(GOLDEN)('golden vault $name (FORMAT 14)', ({ name, isEncrypted }) => {
  const golden = join(import.meta.dirname, 'golden', name);
  const expected = JSON.parse(readFileSync(join(golden, 'expected.json'), 'utf8')) as Expected;
  const work = mkdtempSync(join(tmpdir(), 'strongroom-golden-'));
  const vault = join(work, 'vault');
  const key = join(work, 'key.txt');
  let engine: Engine;

  beforeAll(async () => {
    cpSync(join(golden, 'vault'), vault, { recursive: true });
    writeFileSync(key, `${expected.recoveryKey}\n`);
    engine = await openEngine({ home: join(work, 'home') });
    await engine.vaultOpen(vault, { passphrase: expected.passphrase });
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
      filesOf(join(golden, 'vault')),
    ]);
  });

  if (isEncrypted) {
    it('opens with the recovery key as well, and with nothing else', async () => {
      const another = await openEngine({ home: join(work, 'another home') });
      try {
        const wrong = another.vaultOpen(vault, { passphrase: `${expected.passphrase}.` });
        await expect(wrong).rejects.toMatchObject({ code: 'key-wrong' });
        await another.vaultOpen(vault, { recoveryKey: expected.recoveryKey });

        expect(await another.verify({ plan: 'Golden', level: 'deep' })).toMatchObject({ outcome: 'complete' });
      } finally {
        await another.close();
      }
    });
  }

  it('gives the newest point back by the rescue script', () => {
    const to = join(work, 'rescued');

    const rescued = rescue(vault, '--to', to, ...(isEncrypted ? ['--identity', key] : []));

    expect({ ...rescued, stdout: '', tree: lookAtTree(join(to, 'Source')) }).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
      tree: expected.points.at(-1)?.tree,
    });
  });

  it('opens with stock tools alone where a set is full', () => {
    const full = expected.points[0] as Expected['points'][number];
    const to = mkdtempSync(join(work, 'tar-'));
    const [folder] = readdirSync(vault, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith(full.set),
    );

    const volumes = isEncrypted ? SEALED_VOLUMES : VOLUMES;
    execFileSync('bash', ['-c', `set -o pipefail; { ${volumes}; } | zstd -dc | tar -xf - -C '${to}' 2>/dev/null`], {
      cwd: join(vault, folder as string),
      env: { ...process.env, KEY: key },
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
