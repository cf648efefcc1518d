import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { vaultFiles } from '../support/vault-files.ts';

let place: EnginePlace;
let engine: Engine;
const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(place.source, name), content);
const PATH = 'source/cash.txt';

beforeEach(async () => {
  place = new EnginePlace('versions');
  mkdirSync(place.source);
  write('other', 'x');
  engine = await place.withPlan();
});
afterEach(() => place.remove());

describe('the versions of a file', () => {
  it('are its contents, newest first, with the points that hold them and what became of them', async () => {
    const sets: string[] = [];
    for (const content of ['one', 'two!', 'two!', undefined, 'one', 'three']) {
      if (content === undefined) rmSync(join(place.source, 'cash.txt'));
      else write('cash.txt', content);
      sets.push(await backUp(engine));
    }
    const points = await engine.points('P');
    const at = (n: number): string => points[n]?.at as string;
    const versions = await engine.fileVersions('P', PATH);
    expect(versions.map(({ setId, at, since, size, now }) => ({ setId, at, since, size, now }))).toEqual([
      { setId: sets[5], at: at(5), since: at(5), size: 5, now: 'same' },
      { setId: sets[4], at: at(4), since: at(4), size: 3, now: 'different' },
      { setId: sets[2], at: at(2), since: at(1), size: 4, now: 'different' },
    ]);
    expect(await engine.fileVersions('P', join(place.source, 'cash.txt'))).toEqual(versions);

    write('cash.txt', 'THREE');
    expect((await engine.fileVersions('P', PATH)).map(({ now }) => now)).toEqual([
      'different',
      'different',
      'different',
    ]);
    rmSync(join(place.source, 'cash.txt'));
    expect((await engine.fileVersions('P', PATH)).map(({ now }) => now)).toEqual(['missing', 'missing', 'missing']);
    renameSync(place.source, place.path('unplugged'));
    expect((await engine.fileVersions('P', PATH)).map(({ now }) => now)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('are not compared with what is on another computer', async () => {
    write('cash.txt', 'one');
    await backUp(engine);
    const other = await place.open(place.path('other-home'));
    await other.vaultOpen(place.vault);
    expect((await other.fileVersions('P', PATH)).map(({ now }) => now)).toEqual(['unknown']);
  });

  it('of a path that no point has are refused', async () => {
    await backUp(engine);
    expect(await failureOf(engine.fileVersions('P', 'source/nothing'))).toBe('path-unknown');
  });
});

describe('a look into a file', () => {
  const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const look = (name: string) => engine.filePreview({ plan: 'P', at: 'latest', path: `source/${name}` });

  it('shows text, images and PDF by their bytes, and says why it cannot show others', async () => {
    const long = 'Till 3, 中文\n'.repeat(40_000);
    write('a.exe', '中文');
    write('long.txt', long);
    write('photo.txt', PNG);
    write('tall.png', Buffer.concat([PNG, Buffer.alloc(20 * 1024 ** 2)]));
    write('paper', '%PDF-1.7\n\u0001');
    write('drawing.svg', '<svg onload="alert(1)"/>');
    write('empty', '');
    write('program', Buffer.from('4d5a900003000000040000ffff', 'hex'));
    await backUp(engine);
    expect(await look('a.exe')).toEqual({ kind: 'text', text: '中文', truncated: false });
    const shown = await look('long.txt');
    expect(shown).toMatchObject({ kind: 'text', truncated: true });
    expect(shown.kind === 'text' && shown.text.length > 150_000 && long.startsWith(shown.text)).toBe(true);
    expect(await look('photo.txt')).toEqual({ kind: 'image', mime: 'image/png', base64: PNG.toString('base64') });
    expect(await look('tall.png')).toEqual({ kind: 'none', reason: 'too-large' });
    expect(await look('paper')).toMatchObject({ kind: 'pdf' });
    expect(await look('drawing.svg')).toMatchObject({ kind: 'text' });
    expect(await look('empty')).toEqual({ kind: 'none', reason: 'empty' });
    expect(await look('program')).toEqual({ kind: 'none', reason: 'type' });
    expect(await look('nothing')).toEqual({ kind: 'none', reason: 'no-file' });
    expect(await engine.filePreview({ plan: 'P', at: 'latest', path: 'source' })).toEqual({
      kind: 'none',
      reason: 'no-file',
    });
  });

  it('never shows a byte that is not what was saved', async () => {
    write('cash.txt', 'the sum is 100');
    await backUp(engine);
    for (const file of vaultFiles(place.vault).filter((name) => name.includes('data-'))) {
      const volume = join(place.vault, file);
      writeFileSync(
        volume,
        readFileSync(volume).map((byte, i) => (i > 20 && i % 16 === 0 ? byte ^ 255 : byte)),
      );
    }
    expect(await look('cash.txt')).toEqual({ kind: 'none', reason: 'damaged' });
  });
});
