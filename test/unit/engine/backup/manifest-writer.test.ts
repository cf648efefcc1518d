import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DirEntry, SegmentRef } from '../../../../electron/engine/archive/index.ts';
import type { RawPath } from '../../../../electron/engine/base/index.ts';
import { ManifestWriter } from '../../../../electron/engine/backup/manifest-writer.ts';
import { FolderPlace } from '../../../../electron/engine/place/index.ts';
import { SetFolder } from '../../../../electron/engine/vault/index.ts';

let folder: string;
let manifest: ManifestWriter;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
  manifest = await ManifestWriter.begin(
    new SetFolder({ place: new FolderPlace(folder), folder: '' }, 'set222222222'),
    1,
    new Map(),
  );
});
afterEach(() => {
  manifest.abandon();
  rmSync(folder, { recursive: true, force: true });
});

const dir = (path: string): DirEntry => ({
  type: 'dir',
  path: path as RawPath,
  mtime: '1700000000000000000',
  mode: 0o755,
  uid: 0,
  gid: 0,
});

/** A group that tells whether it was read. */
function group(): { refs: SegmentRef[]; readonly listed: { entry: DirEntry; says: () => boolean }[]; reads: number } {
  const first = { firstPath: 'm' as RawPath, entries: 1, sha256: 'f'.repeat(64), continues: false };
  return {
    refs: [{ ...first, set: 'set333333333', offset: 0, length: 10 }],
    reads: 0,
    get listed() {
      this.reads++;
      return [{ entry: dir('m'), says: () => true }];
    },
  };
}

describe('a part of a listing of which nothing has changed', () => {
  it('is named without being read', () => {
    const [one, other] = [group(), group()];
    manifest.takeOver(one);
    manifest.takeOver(other);

    expect([one.reads, other.reads]).toEqual([0, 0]);
  });

  it('is read where it comes to stand behind something new, and written anew', () => {
    const kept = group();
    manifest.add(dir('a'));
    manifest.takeOver(kept);

    expect([kept.reads, manifest.pending() !== undefined]).toEqual([1, true]);
  });
});
