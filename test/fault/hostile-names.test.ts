import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../electron/engine/archive/index.ts';
import type { RawPath } from '../../electron/engine/base/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { craftSet } from '../support/crafted-set.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';
import { setFolder } from '../support/vault-files.ts';

let place: EnginePlace;
let engine: Engine;
let honest: string;
let outside: TreeSnapshot;
beforeEach(async () => {
  place = new EnginePlace('hostile');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'a'), 'a');
  mkdirSync(place.makeFolder('outside'), { recursive: true });
  writeFileSync(place.path('outside', 'precious'), 'precious');
  outside = snapshotTree(place.path('outside'));
  engine = await place.withPlan();
  honest = setFolder(place.vault, await backUp(engine));
});
afterEach(() => place.remove());

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const attributes = { mtime: '0', mode: 0o755, uid: 0, gid: 0 };
const file = (path: string): Entry => ({
  type: 'file',
  path: path as RawPath,
  ...attributes,
  size: 0,
  ctime: '0',
  inode: '1',
  sha256: EMPTY,
  chunks: [],
});
const folder = (path: string): Entry => ({ type: 'dir', path: path as RawPath, ...attributes });
const link = (path: string, target: string): Entry => ({
  type: 'symlink',
  path: path as RawPath,
  ...attributes,
  target: target as RawPath,
});

const NAMES = [
  '../escaped',
  '..',
  '.',
  '',
  '/absolute',
  '//double',
  'source/../../escaped',
  'source/..',
  'source/./escaped',
  'source//escaped',
  '../../../../../../tmp/strongroom-escaped',
  'source/../../outside/precious',
  '/',
  'source/',
];

describe('names in a crafted manifest', () => {
  it.each(NAMES)('never write outside the target: %j', async (name) => {
    craftSet(honest, 'crafted22222', [
      folder('source'),
      file(name),
      folder(`${name}/folder`),
      link(`${name}-link`, '/'),
    ]);
    const to = place.makeFolder('target');
    const before = readdirSync(place.folder).sort();
    await engine.vaultOpen(place.vault);

    const result = await engine.restore({ plan: 'P', at: 'crafted22222', target: { kind: 'folder', path: to } });

    expect(result.outcome).not.toBe('complete');
    expect(result.failures.some((failure) => failure.code === 'unsafe-path')).toBe(true);
    expect(readdirSync(place.folder).sort()).toEqual(before);
    expect(differences(outside, snapshotTree(place.path('outside')))).toBe('');
    expect(existsSync('/tmp/strongroom-escaped')).toBe(false);
    expect(existsSync('/absolute')).toBe(false);
  });

  it('never write through a link of the same manifest', async () => {
    craftSet(honest, 'crafted22222', [
      folder('source'),
      link('source/door', place.path('outside')),
      file('source/door/escaped'),
      folder('source/door/folder'),
      link('source/hall', 'door'),
      file('source/hall/precious'),
    ]);
    const to = place.makeFolder('target');
    await engine.vaultOpen(place.vault);

    const result = await engine.restore({ plan: 'P', at: 'crafted22222', target: { kind: 'folder', path: to } });
    const again = await engine.restore({
      plan: 'P',
      at: 'crafted22222',
      target: { kind: 'folder', path: to },
      conflict: 'replace',
    });

    expect([result.outcome, again.outcome]).not.toContain('failed');
    expect(differences(outside, snapshotTree(place.path('outside')))).toBe('');
  });
});

describe('a link in the target', () => {
  it('is never followed below the chosen folder, and named', async () => {
    mkdirSync(join(place.source, 'sub'));
    writeFileSync(join(place.source, 'sub', 'precious'), 'from the backup');
    await backUp(engine);
    const to = place.makeFolder('target');
    mkdirSync(join(to, 'source'));
    symlinkSync(place.path('outside'), join(to, 'source', 'sub'));

    for (const conflict of ['replace', 'keep-both', 'newer'] as const) {
      const result = await engine.restore({ plan: 'P', target: { kind: 'folder', path: to }, conflict });
      expect(result).toMatchObject({ outcome: 'incomplete', files: { failed: 1 } });
      expect(result.failures).toContainEqual(
        expect.objectContaining({ path: 'source/sub/precious', code: 'blocked-by-link' }),
      );
    }
    expect(differences(outside, snapshotTree(place.path('outside')))).toBe('');
  });

  it('may be the chosen folder itself', async () => {
    symlinkSync(place.path('outside'), place.path('target'));
    const result = await engine.restore({ plan: 'P', target: { kind: 'folder', path: place.path('target') } });

    expect(result.outcome).toBe('complete');
    expect(readFileSync(place.path('outside', 'source', 'a'), 'utf8')).toBe('a');
  });
});

describe('a target that makes no sense', () => {
  it('is refused before the first byte', async () => {
    const restore = (path: string) => failureOf(engine.restore({ plan: 'P', target: { kind: 'folder', path } }));
    writeFileSync(place.path('file'), 'x');
    symlinkSync(place.vault, place.path('way-in'));

    expect(await restore(place.path('file'))).toBe('target-invalid');
    expect(await restore(place.vault)).toBe('target-in-vault');
    expect(await restore(join(place.vault, 'machines', 'new'))).toBe('target-in-vault');
    expect(await restore(place.path('way-in', 'deeper'))).toBe('target-in-vault');
    expect(lstatSync(place.path('file')).size).toBe(1);
  });
});
