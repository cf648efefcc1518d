import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TAR_END, type TarEntry, tarHeader, tarHeaderBound, tarPadding } from '../../electron/engine/archive/index.ts';
import { rawFromBytes, type RawPath, rawFromText } from '../../electron/engine/base/index.ts';

const PLAIN: TarEntry = {
  path: rawFromText('plain.txt'),
  type: 'file',
  size: 0,
  mode: 0o644,
  uid: 1000,
  gid: 100,
  mtime: '1700000000000000000',
};

function tarOf(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.map(tarHeader), TAR_END]);
}

interface Listed {
  readonly name: string;
  readonly size: number;
  readonly mtime: string;
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
  readonly type: string;
  readonly link: string;
}

const PYTHON = `
import io, json, sys, tarfile
rows = []
for m in tarfile.open(fileobj=io.BytesIO(sys.stdin.buffer.read()), mode='r:', errors='surrogateescape'):
    raw = lambda text: text.encode('utf-8', 'surrogateescape').hex()
    rows.append(dict(name=raw(m.name), size=m.size, mtime=m.pax_headers.get('mtime', str(m.mtime)), uid=m.uid, gid=m.gid,
      mode=m.mode, type=m.type.decode(), link=raw(m.linkname)))
print(json.dumps(rows))
`;

/** What another implementation reads; headers of files without their content, so sizes must be zero. */
function readByPython(tar: Buffer): Listed[] {
  return JSON.parse(execFileSync('python3', ['-c', PYTHON], { input: tar, encoding: 'utf8' })) as Listed[];
}

function hex(path: RawPath): string {
  return Buffer.from(path, 'latin1').toString('hex');
}

function withPath(path: RawPath, type: TarEntry['type'] = 'file'): TarEntry {
  return { ...PLAIN, path, type };
}

/** Lengths at which names move from the name field to the prefix and then to pax. */
const LONG_PATHS = [1, 99, 100, 101, 154, 155, 156, 157, 254, 255, 256, 257, 300, 1000, 4095].flatMap((length) => [
  'x'.repeat(length),
  `${'d'.repeat(Math.min(100, Math.floor(length / 2)))}/${'y'.repeat(length)}`.slice(0, length).replace(/\/$/, 'z'),
  `${'deep/'.repeat(1000).slice(0, Math.max(0, length - 1))}z`,
]) as RawPath[];

describe('tar header (FORMAT 5)', () => {
  it('carries paths of every length, whole', () => {
    const paths = [...new Set(LONG_PATHS)];

    expect(readByPython(tarOf(paths.map((path) => withPath(path)))).map((row) => row.name)).toEqual(paths.map(hex));
  });

  it('carries names that are not valid UTF-8, byte for byte', () => {
    const names = [[0xff], [0x80, 0x81], [0xc3], [0xed, 0xa0, 0x80], [0x61, 0x0a, 0x62], [0x20], [0xe4, 0xbd, 0xa0]];
    const paths = names.flatMap((bytes) => {
      const name = rawFromBytes(Buffer.from(bytes));
      return [name, `${'long/'.repeat(80)}${name}` as RawPath];
    });

    expect(readByPython(tarOf(paths.map((path) => withPath(path)))).map((row) => row.name)).toEqual(paths.map(hex));
  });

  it('carries links to long and odd targets', () => {
    const targets = ['a', 'x'.repeat(100), 'x'.repeat(101), '../'.repeat(400), '\u00ff\u00fe'.repeat(60)] as RawPath[];
    const rows = readByPython(tarOf(targets.flatMap((link) => [withLink(link, 'symlink'), withLink(link, 'link')])));

    expect(rows.map((row) => `${row.type} ${row.link}`)).toEqual(
      targets.flatMap((link) => [`2 ${hex(link)}`, `1 ${hex(link)}`]),
    );
  });

  it('carries every time exactly: nanoseconds, before 1970, the far future', () => {
    const times = [
      '0',
      '1',
      '999999999',
      '1000000000',
      '1700000000000000000',
      '1700000000123456789',
      '-1',
      '-500000000',
      '-1000000000',
      '-1500000000',
      '-2147483648000000001',
      '8589934591000000000',
      '8589934592000000000',
      '253402300799999999999',
    ];
    const rows = readByPython(tarOf(times.map((mtime) => ({ ...PLAIN, mtime }))));

    expect(rows.map((row) => nsOf(row.mtime))).toEqual(times);
  });

  it('carries whole seconds exactly in every year that the plain header can hold', () => {
    const seconds = Array.from({ length: 4000 }, (_, i) => 8_589_934_591 - i * 1_073_741);
    const rows = readByPython(tarOf(seconds.map((second) => ({ ...PLAIN, mtime: `${second}000000000` }))));

    expect(rows.filter((row, i) => Number(row.mtime) !== seconds[i]).map((row) => row.mtime)).toEqual([]);
  });

  it('carries large sizes, owners and all twelve mode bits', () => {
    const numbers = [
      { uid: 0, gid: 0, mode: 0 },
      { uid: 2_097_151, gid: 2_097_151, mode: 0o7777 },
      { uid: 2_097_152, gid: 2_097_152, mode: 0o4755 },
      { uid: 4_294_967_294, gid: 4_294_967_294, mode: 0o1777 },
    ];
    const rows = readByPython(tarOf(numbers.map((each) => ({ ...PLAIN, ...each }))));
    // The content is missing, so tar complains; but first it says what it has read.
    const sizes = [0o77777777777, 0o77777777777 + 1, 5 * 1024 ** 4].map((size) =>
      Number(
        spawnSync('tar', ['-tvf', '-'], { input: tarHeader({ ...PLAIN, size }) })
          .stdout.toString()
          .split(/ +/)[2],
      ),
    );

    expect([rows.map(({ uid, gid, mode }) => ({ uid, gid, mode })), sizes]).toEqual([
      numbers,
      [0o77777777777, 0o77777777777 + 1, 5 * 1024 ** 4],
    ]);
  });

  it('never needs more room than it says', () => {
    const entries = LONG_PATHS.flatMap((path) =>
      LONG_PATHS.map(
        (link): TarEntry => ({
          path,
          link,
          type: 'symlink',
          size: 2 ** 50,
          mode: 0o7777,
          uid: 2 ** 32,
          gid: 2 ** 32,
          mtime: '-253402300799999999999',
        }),
      ),
    );

    expect(entries.filter((entry) => tarHeader(entry).length > tarHeaderBound(entry))).toEqual([]);
  });

  it('pads to whole blocks', () => {
    expect([0, 1, 511, 512, 513, 1024].map(tarPadding)).toEqual([0, 511, 1, 0, 511, 0]);
  });
});

describe('GNU tar', () => {
  it('extracts names, links, modes and times just as they were written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
    try {
      const odd = rawFromBytes(Buffer.from([0x6f, 0xff, 0x64]));
      const long = `deep/${'n'.repeat(255)}` as RawPath;
      const tar = tarOf([
        { ...PLAIN, path: 'deep/' as RawPath, type: 'dir', mode: 0o750, mtime: '-86400000000000' },
        { ...PLAIN, path: long, mtime: '-1500000000' },
        { ...PLAIN, path: odd, mode: 0o600, mtime: '1700000000123456789' },
        {
          ...PLAIN,
          path: 'link' as RawPath,
          type: 'symlink',
          link: 't/'.repeat(80) as RawPath,
          mtime: '981173106000000001',
        },
        { ...PLAIN, path: 'hard' as RawPath, type: 'link', link: odd, mode: 0o600, mtime: '1700000000123456789' },
      ]);

      execFileSync('tar', ['-xf', '-', '-C', folder], { input: tar });

      const look = (path: RawPath): unknown[] => {
        const bytes = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path, 'latin1')]);
        const { mode, mtimeNs, nlink, ino } = lstatSync(bytes, { bigint: true });
        return [(mode & 0o7777n).toString(8), String(mtimeNs), Number(nlink), ino];
      };
      const first = look(odd);
      expect([
        readdirSync(folder, 'latin1').toSorted(),
        first.slice(0, 3),
        look(long).slice(0, 3),
        look('deep' as RawPath).slice(0, 2),
        [readlinkSync(join(folder, 'link')), look('link' as RawPath)[1]],
        look('hard' as RawPath)[3] === first[3],
      ]).toEqual([
        ['deep', 'hard', 'link', odd],
        ['600', '1700000000123456789', 2],
        ['644', '-1500000000', 1],
        ['750', '-86400000000000'],
        ['t/'.repeat(80), '981173106000000001'],
        true,
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function withLink(link: RawPath, type: 'symlink' | 'link'): TarEntry {
  return { ...PLAIN, path: 'link' as RawPath, type, link };
}

/** `-1.5` and `-1.500000000` -> ns, without a number that would round it. */
function nsOf(seconds: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(seconds) ?? [];
  return `${sign}${BigInt(whole + fraction.padEnd(9, '0'))}`.replace(/^-0$/, '0');
}
