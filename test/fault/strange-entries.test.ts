import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compressFrame, type Entry, TAR_BLOCK, TAR_END } from '../../electron/engine/archive/index.ts';
import { sha256 } from '../../electron/engine/chunk/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { file, folder, link } from '../support/crafted-entries.ts';
import { craftSet } from '../support/crafted-set.ts';
import { backUp, EnginePlace, failureOf } from '../support/engine-place.ts';
import { rescue } from '../support/rescue.ts';
import { setFolder } from '../support/vault-files.ts';

const SECOND = 1_000_000_000n;
const EARLIEST = '-2147483648';
const LATEST = '15032385535';

let place: EnginePlace;
let engine: Engine;
let honest: string;
beforeAll(async () => {
  place = new EnginePlace('entries');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'a'), 'a');
  engine = await place.withPlan();
  honest = setFolder(place.vault, await backUp(engine));
});
afterAll(() => place.remove());

async function craft(setId: string, entries: readonly Entry[]): Promise<string> {
  craftSet(honest, setId, [folder('source'), ...entries]);
  await engine.vaultOpen(place.vault);
  return setId;
}

/** By name, the time in ns, and where it is given back the seconds it must have. */
const TIMES: Readonly<Record<string, readonly [ns: bigint, seconds: string]>> = {
  '-2^63': [-(2n ** 63n), EARLIEST],
  'thirty digits': [10n ** 30n - 1n, LATEST],
  'minus thirty digits': [1n - 10n ** 30n, EARLIEST],
  1601: [-11_644_473_600n * SECOND, EARLIEST],
  1900: [-2_208_988_800n * SECOND, EARLIEST],
  1965: [-157_766_400n * SECOND, '-157766400'],
  1970: [0n, '0'],
  2100: [4_102_444_800n * SECOND, '4102444800'],
  2500: [16_725_225_600n * SECOND, LATEST],
  9999: [253_402_300_799n * SECOND, LATEST],
};

describe('times that no disk can hold', () => {
  it('are set to the nearest it can, and said so; all others are exact', async () => {
    const at = await craft(
      'times2222222',
      Object.entries(TIMES).flatMap(([name, [ns]]) => [
        file(`source/${name}`, { mtime: String(ns) }),
        { ...folder(`source/folder ${name}`), mtime: String(ns) } as Entry,
        { ...link(`source/link ${name}`, 'x'), mtime: String(ns) } as Entry,
      ]),
    );
    const to = place.path('times');

    const result = await engine.restore({ plan: 'P', at, target: { kind: 'folder', path: to } });
    const rescued = rescue(place.vault, '--at', at, '--to', place.path('rescued'));

    expect(result).toMatchObject({ outcome: 'complete', failures: [] });
    expect(result.notices).toContain('times-clamped');
    expect(rescued).toMatchObject({ status: 0 });
    for (const tree of [to, place.path('rescued')]) {
      const wrong = Object.entries(TIMES).flatMap(([name, [, seconds]]) =>
        [name, `folder ${name}`, `link ${name}`]
          .map((each) => [each, String(lstatSync(join(tree, 'source', each), { bigint: true }).mtimeNs / SECOND)])
          .filter(([, found]) => found !== seconds),
      );
      expect(wrong).toEqual([]);
    }
  });
});

describe('a restore of more than fits', () => {
  it('is refused before the first byte, whatever the listing claims', async () => {
    const at = await craft('large2222222', [file('source/large', { size: Number.MAX_SAFE_INTEGER })]);
    const restore = (kind: 'folder') =>
      failureOf(engine.restore({ plan: 'P', at, target: { kind, path: place.path('never') } }));

    expect(await restore('folder')).toBe('target-full');
    expect(existsSync(place.path('never'))).toBe(false);
    const { failures } = await engine.restore({
      plan: 'P',
      at,
      target: { kind: 'zip', path: place.path('large.zip') },
    });
    expect(failures).toMatchObject([{ path: 'source/large', code: 'damaged' }]);
  });
});

describe('owners and modes that nobody has', () => {
  it('fail for their own file and no other, and give nobody new rights', async () => {
    const at = await craft('owners222222', [
      file('source/odd', { uid: Number.MAX_SAFE_INTEGER, gid: 2 ** 40 }),
      file('source/special', { mode: 0o6755 }),
      file('source/good'),
    ]);
    const to = place.path('owners');

    const result = await engine.restore({ plan: 'P', at, target: { kind: 'folder', path: to } });

    expect(result.failures.map(({ path }) => path)).toEqual(process.getuid?.() === 0 ? ['source/odd'] : []);
    expect(lstatSync(join(to, 'source', 'special')).mode & 0o7777).toBe(0o755);
    expect(lstatSync(join(to, 'source', 'good')).isFile()).toBe(true);
    expect(result.notices).toContain('special-bits-dropped');
  });
});

/** A header as ustar has it, with whatever is given instead. */
function header(fields: { name?: string; size?: string | Buffer; type?: string; sum?: string }): Buffer {
  const block = Buffer.alloc(TAR_BLOCK);
  block.write(fields.name ?? '../../escaped', 0, 100, 'latin1');
  const size = fields.size ?? '00000000005\0';
  if (typeof size === 'string') block.write(size, 124, 12, 'latin1');
  else size.copy(block, 124);
  block.write(fields.sum ?? '        ', 148, 8, 'latin1');
  block.write(fields.type ?? '0', 156, 1, 'latin1');
  block.write('/etc/passwd', 157, 100, 'latin1');
  block.write('ustar\x0000', 257, 8, 'latin1');
  if (!fields.sum)
    block.write(
      `${block
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
      'latin1',
    );
  return block;
}

const HEADERS: Readonly<Record<string, Buffer>> = {
  'a name that leads out': header({}),
  'a wrong check sum': header({ sum: '0000000\0' }),
  'a size that is none': header({ size: '77777777777x' }),
  'a negative size': header({ size: Buffer.alloc(12, 0xff) }),
  'a size of 2^63': header({ size: Buffer.from('80000000800000000000'.padStart(24, '0'), 'hex') }),
  'a hard link out': header({ type: '1' }),
  'a symbolic link out': header({ type: '2' }),
  'a device': header({ type: '3' }),
  'a pipe': header({ type: '6' }),
  'a global pax header': header({ type: 'g' }),
  'a pax header of a gigabyte': header({ type: 'x', size: '10000000000\0' }),
  'a long name of GNU': header({ type: 'L' }),
  'a sparse file of GNU': header({ type: 'S' }),
  'an unknown type': header({ type: '!' }),
  'the end of the archive': TAR_END.subarray(0, TAR_BLOCK),
  'no header at all': Buffer.alloc(0),
};

describe('headers of the stream that stock tools read', () => {
  it('say nothing to a restore, which goes by the listing alone', async () => {
    const frames: Buffer[] = [];
    let end = 0;
    const at = 'headers22222';
    const entries = Object.entries(HEADERS).map(([name, bytes]) => {
      const content = Buffer.from(`behind ${name}`);
      const frame = compressFrame(Buffer.concat([bytes, content]), 1);
      const digest = sha256(content);
      const chunk = {
        set: at,
        volume: 1,
        frame: end,
        frameLength: frame.length,
        at: bytes.length,
        length: content.length,
      };
      frames.push(frame);
      end += frame.length;
      return file(`source/${name}`, { size: content.length, sha256: digest, chunks: [{ ...chunk, sha256: digest }] });
    });
    craftSet(honest, at, [folder('source'), ...entries], { volumes: [Buffer.concat(frames)] });
    await engine.vaultOpen(place.vault);
    const [to, rescued] = [place.path('headers'), place.path('headers-rescued')];
    const before = readdirSync(place.folder);

    const result = await engine.restore({ plan: 'P', at, target: { kind: 'folder', path: to } });

    expect(result).toMatchObject({ outcome: 'complete', failures: [] });
    expect(rescue(place.vault, '--at', at, '--to', rescued)).toMatchObject({ status: 0 });
    for (const tree of [to, rescued]) {
      const names = readdirSync(join(tree, 'source'));
      expect(names.toSorted()).toEqual(Object.keys(HEADERS).toSorted());
      expect(names.filter((name) => readFileSync(join(tree, 'source', name), 'utf8') !== `behind ${name}`)).toEqual([]);
    }
    expect(readdirSync(place.folder).toSorted()).toEqual([...before, 'headers', 'headers-rescued'].toSorted());
  });
});
