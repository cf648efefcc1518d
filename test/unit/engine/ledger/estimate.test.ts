import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../../electron/engine/engine.ts';
import { EnginePlace, failureOf } from '../../../support/engine-place.ts';
import { folderOnOtherDisk } from '../../../support/other-disk.ts';

let place: EnginePlace;
let engine: Engine;

beforeEach(async () => {
  place = new EnginePlace('estimate');
  engine = await place.withPlan();
  mkdirSync(place.path('source', 'old'));
  writeFileSync(place.path('source', 'a.txt'), '12345');
  writeFileSync(place.path('source', 'old', 'b.txt'), '123');
  writeFileSync(place.path('source', 'one.tmp'), 'x');
  writeFileSync(place.path('source', 'old', 'two.tmp'), 'x');
  writeFileSync(place.path('source', '.strongroom-part-1'), 'x');
});
afterEach(() => place.remove());

const input = (more: object = {}) => ({ sources: [place.source], exclude: [], patience: 60_000, ...more });

describe('an estimate', () => {
  it('counts what a backup with the same rules then saves, and what each rule leaves out', async () => {
    const exclude = ['*.tmp', 'nothing-like-it'];
    await engine.planEdit('P', { exclude });

    const { freeBytes, isSameDisk, ...seen } = await engine.estimate(
      input({ exclude, vault: place.path('not', 'yet') }),
    );
    const { files, bytes } = await engine.backup({ plan: 'P' });

    expect(seen).toEqual({
      files: 2,
      bytes: 8,
      unreadable: 0,
      complete: true,
      leftOut: [
        { pattern: '*.tmp', builtin: false, entries: 2, example: expect.stringContaining('.tmp') },
        { pattern: 'nothing-like-it', builtin: false, entries: 0 },
        {
          pattern: '.strongroom-part-*',
          builtin: true,
          entries: 1,
          example: place.path('source', '.strongroom-part-1'),
        },
      ],
    });
    expect([files.scanned, bytes.scanned]).toEqual([2, 8]);
    expect(freeBytes).toBeGreaterThan(0);
    expect(isSameDisk).toBe(true);
  });

  it('leaves the vault out when it lies within a source', async () => {
    const vault = place.makeFolder('source', 'vault');
    writeFileSync(place.path('source', 'vault', 'data'), 'x'.repeat(1000));

    expect((await engine.estimate(input({ vault }))).bytes).toBe(10);
  });

  it('says whether a place is on the disk of the folders, also one that is not there yet', async () => {
    const other = folderOnOtherDisk('estimate');
    const besides = async (vault: string) => (await engine.estimate(input({ vault }))).isSameDisk;

    expect([await besides(place.path('not', 'yet')), await besides(join(other, 'not', 'yet'))]).toEqual([true, false]);
    expect(await engine.estimate(input())).not.toHaveProperty('isSameDisk');
    rmSync(other, { recursive: true });
  });

  it('says where its patience ended first, and what it could not read', async () => {
    for (let i = 0; i < 200; i++) writeFileSync(place.path('source', `${i}.bin`), '');

    expect(await engine.estimate(input({ patience: 0 }))).toMatchObject({ complete: false, files: expect.any(Number) });
    expect(await engine.estimate(input({ sources: [place.path('nowhere')] }))).toMatchObject({
      files: 0,
      unreadable: 1,
      complete: true,
    });
    expect(await failureOf(engine.estimate(input({ exclude: ['!x'] })))).toBe('exclude-invalid');
  });
});
