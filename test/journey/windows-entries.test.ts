import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeFrame, type Entry, parseRoot, parseSeal, parseSegment } from '../../electron/engine/archive/index.ts';
import type { RawPath } from '../../electron/engine/base/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { craftSet } from '../support/crafted-set.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { rescue } from '../support/rescue.ts';
import { snapshotTree } from '../support/tree-snapshot.ts';
import { setFolder } from '../support/vault-files.ts';

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const WIN = { attributes: 'rhsz', created: '981173106123456700' };
const attributes = { mtime: '1000000000', mode: 0o755, uid: 0, gid: 0, win: WIN };
const ENTRIES: readonly Entry[] = [
  { type: 'dir', path: 'source' as RawPath, ...attributes },
  {
    type: 'file',
    path: 'source/marked' as RawPath,
    ...attributes,
    size: 0,
    ctime: '0',
    inode: '1',
    sha256: EMPTY,
    chunks: [],
  },
];
const CRAFTED = 'crafted22222';

let place: EnginePlace;
beforeEach(() => {
  place = new EnginePlace('windows-entries');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'a'), 'a');
});
afterEach(() => place.remove());

describe.skipIf(process.platform === 'win32')('a point that was made on Windows', () => {
  it('is restored elsewhere without what only Windows knows, by the program and by the script', async () => {
    const engine = await withWindowsPoint();

    const result = await engine.restore({
      plan: 'P',
      at: CRAFTED,
      target: { kind: 'folder', path: place.path('back') },
    });
    const rescued = rescue(place.vault, '--at', CRAFTED, '--to', place.path('rescued'));

    expect(result).toMatchObject({ outcome: 'complete', failures: [], notices: [] });
    expect(rescued).toMatchObject({ status: 0, stderr: '' });
    for (const folder of ['back', 'rescued'])
      expect([...snapshotTree(place.path(folder, 'source')).keys()].sort()).toContain('marked');
  });

  it('is consolidated with all that Windows knows, and says still what it does not have', async () => {
    const engine = await withWindowsPoint();

    const { setId } = await engine.consolidate({ plan: 'P', at: CRAFTED });

    const { root, listing } = read(setFolder(place.vault, setId ?? ''));
    expect(root.notKept).toEqual(['acl', 'streams']);
    expect(listing.match(/"win":\{"attributes":"rhsz","created":"981173106123456700"\}/g)).toHaveLength(2);
  });
});

/** An incremental set as a Windows computer writes it. */
async function withWindowsPoint(): Promise<Engine> {
  const engine = await place.withPlan();
  await backUp(engine, 'full');
  const honest = setFolder(place.vault, await backUp(engine, 'incremental'));
  craftSet(honest, CRAFTED, ENTRIES, { root: { notKept: ['acl', 'streams'] } });
  await engine.vaultOpen(place.vault);
  return engine;
}

function read(folder: string) {
  const { seal } = parseSeal(readFileSync(join(folder, 'set.json')));
  const manifest = readFileSync(join(folder, 'manifest.zst'));
  const frame = (at: number, length: number) => decodeFrame(manifest.subarray(at, at + length), 1 << 24);
  const root = parseRoot(frame(seal.manifest.root, seal.manifest.rootSize));
  const raw = root.segments.map(({ offset, length }) => frame(offset, length));
  for (const segment of raw) parseSegment(segment);
  return { root, listing: raw.map(String).join('') };
}
