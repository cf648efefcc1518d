import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { makeTree } from '../support/random-tree.ts';
import { asUnpacked, unpack, volumesOf } from '../support/stock-unpack.ts';
import { editTree } from '../support/tree-editor.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';

let place: EnginePlace;
beforeEach(() => {
  place = new EnginePlace('stock');
});
afterEach(() => place.remove());

describe('cat data-*.tar.zst | zstd -dc | tar -x', () => {
  it.each([101, 102, 103])('gives a full set back as the source was (seed %i)', async (seed) => {
    const prng = new Prng(seed);
    const maker = makeTree(prng, place.source, 80);
    editTree(maker, 10);
    const engine = await place.withPlan();
    const setId = await backUp(engine, 'full');

    const unpacked = unpack(place.vault, setId, place.path('unpacked'));

    expect(differences(snapshotTree(place.source, asUnpacked), snapshotTree(unpacked, asUnpacked))).toBe('');
  });

  it('joins a file that was cut over several volumes, and every volume alone is a whole zstd file', async () => {
    mkdirSync(join(place.source, 'folder'), { recursive: true });
    const large = Buffer.allocUnsafe(140 * 1024 * 1024);
    writeFileSync(join(place.source, 'folder', 'large'), randomFillSync(large));
    writeFileSync(join(place.source, 'small'), 'small');
    linkSync(join(place.source, 'folder', 'large'), join(place.source, 'again'));
    symlinkSync('folder/large', join(place.source, 'link'));
    const engine = await place.withPlan();
    const setId = await backUp(engine);
    const volumes = volumesOf(place.vault, setId);

    expect(volumes.length).toBeGreaterThan(1);
    execFileSync('zstd', ['-t', '-q', ...volumes]);
    const unpacked = unpack(place.vault, setId, place.path('unpacked'));
    expect(differences(snapshotTree(place.source, asUnpacked), snapshotTree(unpacked, asUnpacked))).toBe('');
  });

  it('never writes a part of a large file under its name from an incremental set', async () => {
    const prng = new Prng(5);
    const large = prng.bytes(3_000_000);
    mkdirSync(place.source);
    writeFileSync(join(place.source, 'large'), large);
    const engine = await place.withPlan();
    await backUp(engine);
    writeFileSync(join(place.source, 'large'), Buffer.concat([large, prng.bytes(10)]));
    writeFileSync(join(place.source, 'new'), 'new');
    const setId = await backUp(engine, 'incremental');

    const volumes = volumesOf(place.vault, setId);
    execFileSync('zstd', ['-t', '-q', ...volumes]);
    const listed = execFileSync('sh', ['-c', 'cat "$@" | zstd -dc | tar -t', 'sh', ...volumes], { encoding: 'utf8' });

    const names = listed.trim().split('\n');
    expect(names).toContain('source/new');
    expect(names.filter((name) => name !== 'source/new' && !name.startsWith('.strongroom-parts/'))).toEqual([]);
  });
});
