import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Prng } from './prng.ts';

/** What lies in an office, with the beginnings that such files have. */
type Make = (prng: Prng) => Buffer;

const WORDS =
  'invoice order letter total amount 发票 订单 合计 office account tax 税 branch report 分行 copy paid 已付 date'.split(
    ' ',
  );

export function proseOf(prng: Prng, words: number): string {
  return Array.from({ length: words }, () => prng.pick(WORDS)).join(' ');
}

const text: Make = (prng) => Buffer.from(proseOf(prng, prng.int(10, 1500)));
const table: Make = (prng) =>
  Buffer.from(Array.from({ length: prng.int(5, 200) }, () => `${prng.int(1, 9999)},${proseOf(prng, 3)}\r\n`).join(''));
const packed = (begin: string, prng: Prng): Buffer =>
  Buffer.concat([Buffer.from(begin, 'hex'), prng.bytes(prng.int(500, 20_000))]);

/** One entry, deflated; `locked` as with a password. */
export function zipOf(name: string, content: Buffer, locked = false): Buffer {
  const data = deflateRawSync(content);
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 'latin1');
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(locked ? 1 : 0, 6);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(data.length, 18);
  header.writeUInt32LE(content.length, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), data]);
}

const KINDS: Readonly<Record<string, Make>> = {
  txt: text,
  csv: table,
  md: text,
  docx: (prng) => zipOf('word/document.xml', Buffer.from(proseOf(prng, 800))),
  xlsx: (prng) => zipOf('xl/workbook.xml', table(prng)),
  pdf: (prng) => Buffer.concat([Buffer.from('%PDF-1.7\n%\xe2\xe3\n', 'latin1'), deflateSync(text(prng))]),
  jpg: (prng) => packed('ffd8ffe000104a46494600', prng),
  png: (prng) => packed('89504e470d0a1a0a0000000d49484452', prng),
  doc: (prng) => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), text(prng)]),
  dbf: (prng) => Buffer.concat([Buffer.from('037e0a1f', 'hex'), Buffer.alloc(60), table(prng)]),
  html: (prng) => Buffer.from(`<html><body>${proseOf(prng, 200)}</body></html>`),
  dat: (prng) => prng.bytes(prng.int(200, 5000), true),
  dll: (prng) => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(126), prng.bytes(3000, true)]),
  pak: (prng) => prng.bytes(prng.int(500, 8000)),
  cr2: (prng) => packed('49492a00100000004352', prng),
  raf: (prng) => packed(Buffer.from('FUJIFILMCCD-RAW 0201FF383501X-T1').toString('hex'), prng),
  ts: (prng) => Buffer.from(`export const ${prng.pick(WORDS.slice(0, 6))} = '${proseOf(prng, 150)}';\n`),
  sqlite: (prng) => Buffer.concat([Buffer.from('SQLite format 3\0'), prng.bytes(4000, true)]),
};
const PAPERS = [
  'txt',
  'csv',
  'docx',
  'docx',
  'xlsx',
  'xlsx',
  'pdf',
  'pdf',
  'jpg',
  'png',
  'doc',
  'dbf',
  'html',
  'md',
  'dat',
  'sqlite',
];

export function contentOf(kind: string, prng: Prng): Buffer {
  if (kind === 'obj') return deflateSync(text(prng), { level: 1 });
  if (kind === 'gz') return gzipSync(text(prng));
  const make = KINDS[kind];
  if (!make) throw new Error(`no such kind of file: ${kind}`);
  return make(prng);
}

export function put(path: string, content: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

export function kindOf(path: string): string {
  const kind = path.slice(path.lastIndexOf('.') + 1);
  return kind in KINDS ? kind : 'dat';
}

/** Papers by month, a program, what a program keeps for itself, sources. */
export function makeOffice(root: string, prng: Prng, files: number): void {
  for (let i = 0; i < files; i++) {
    const kind = prng.pick(PAPERS);
    put(
      join(root, prng.pick(['letters', 'books', 'payments']), `2026-${prng.int(1, 10)}`, `paper ${i}.${kind}`),
      contentOf(kind, prng),
    );
  }
  for (let i = 0; i < files / 8; i++) {
    put(
      join(root, 'program', `part${i}.${prng.pick(['dll', 'dat', 'pak', 'txt'])}`),
      contentOf(prng.pick(['dll', 'dat']), prng),
    );
    put(join(root, 'profile', 'cache', prng.int(0, 1e9).toString(16)), prng.bytes(900));
    put(join(root, 'tool', 'src', `m${i}.ts`), contentOf('ts', prng));
    put(
      join(root, 'tool', '.git', 'objects', prng.int(16, 255).toString(16), prng.int(0, 1e9).toString(16)),
      contentOf('obj', prng),
    );
  }
}

/** Paths of all files, sorted. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
