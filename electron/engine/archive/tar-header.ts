import { baseName, type RawPath } from '../base/index.ts';

/** What stands in front of an entry's content. Directories have a path that ends with `/`; `mtime` is in ns since 1970, decimal. */
export interface TarEntry {
  readonly path: RawPath;
  readonly type: 'file' | 'link' | 'symlink' | 'dir';
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: string;
  readonly link?: RawPath | undefined;
}

export const TAR_BLOCK = 512;
/** The end of a tar stream: two blocks of zeros. */
export const TAR_END = Buffer.alloc(2 * TAR_BLOCK);

const TYPE_FLAG = { file: '0', link: '1', symlink: '2', dir: '5' } as const;
const OCTAL_SIZE_MAX = 0o77777777777;
const OCTAL_ID_MAX = 0o7777777;

export function tarPadding(size: number): number {
  return (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK;
}

/** The most bytes `writeTarHeader` needs for this entry. */
export function tarHeaderBound(entry: TarEntry): number {
  return 3 * TAR_BLOCK + 2 * TAR_BLOCK + entry.path.length + (entry.link?.length ?? 0);
}

export function tarHeader(entry: TarEntry): Buffer {
  const bytes = Buffer.alloc(tarHeaderBound(entry));
  return bytes.subarray(0, writeTarHeader(bytes, 0, entry));
}

/**
 * Writes the entry's header, with a pax header in front where ustar cannot hold the truth (times in ns, long names, large
 * numbers), into `target` at `at`; returns the offset behind it. Libraries mangle names that are not UTF-8, so we write our own.
 */
export function writeTarHeader(target: Buffer, at: number, entry: TarEntry): number {
  const seconds = secondsOf(entry.mtime);
  const name = splitName(entry.path);
  let records = '';
  if (!name) records += paxRecord('path', entry.path);
  if (entry.link && entry.link.length > 100) records += paxRecord('linkpath', entry.link);
  if (entry.size > OCTAL_SIZE_MAX) records += paxRecord('size', String(entry.size));
  if (entry.uid > OCTAL_ID_MAX) records += paxRecord('uid', String(entry.uid));
  if (entry.gid > OCTAL_ID_MAX) records += paxRecord('gid', String(entry.gid));
  if (!entry.mtime.endsWith('000000000') || seconds < 0 || seconds > OCTAL_SIZE_MAX)
    records += paxRecord('mtime', paxTime(entry.mtime));

  let position = at;
  if (records) {
    const paxName = `PaxHeaders/${baseName(entry.path.replace(/\/$/, '') as RawPath).slice(0, 80)}`;
    position = writeBlock(
      target,
      position,
      { ...entry, size: records.length, mode: 0o644, seconds },
      'x',
      { prefix: '', name: paxName },
      '',
    );
    target.fill(0, position, position + records.length + tarPadding(records.length));
    target.write(records, position, 'latin1');
    position += records.length + tarPadding(records.length);
  }
  const shortName = name ?? { prefix: '', name: entry.path.slice(0, 100) };
  return writeBlock(
    target,
    position,
    { ...entry, seconds },
    TYPE_FLAG[entry.type],
    shortName,
    entry.link?.slice(0, 100) ?? '',
  );
}

interface BlockNumbers {
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly seconds: number;
}

function writeBlock(
  target: Buffer,
  at: number,
  numbers: BlockNumbers,
  flag: string,
  name: SplitName,
  link: string,
): number {
  target.fill(0, at, at + TAR_BLOCK);
  target.write(name.name, at, 'latin1');
  target.write(octal(numbers.mode & 0o7777, 7), at + 100, 'latin1');
  target.write(octal(numbers.uid > OCTAL_ID_MAX ? 0 : numbers.uid, 7), at + 108, 'latin1');
  target.write(octal(numbers.gid > OCTAL_ID_MAX ? 0 : numbers.gid, 7), at + 116, 'latin1');
  target.write(octal(numbers.size > OCTAL_SIZE_MAX ? 0 : numbers.size, 11), at + 124, 'latin1');
  target.write(octal(Math.max(0, Math.min(OCTAL_SIZE_MAX, numbers.seconds)), 11), at + 136, 'latin1');
  target.write('        ', at + 148, 'latin1');
  target.write(flag, at + 156, 'latin1');
  target.write(link, at + 157, 'latin1');
  target.write('ustar\u000000', at + 257, 'latin1');
  target.write(name.prefix, at + 345, 'latin1');
  let sum = 0;
  for (let i = at; i < at + TAR_BLOCK; i++) sum += target[i] as number;
  target.write(`${octal(sum, 6)}\0 `, at + 148, 'latin1');
  return at + TAR_BLOCK;
}

interface SplitName {
  readonly prefix: string;
  readonly name: string;
}

/** Splits a path into ustar's prefix and name, or undefined where it does not fit. */
function splitName(path: string): SplitName | undefined {
  if (path.length <= 100) return { prefix: '', name: path };
  if (path.length > 256) return undefined;
  const slash = path.indexOf('/', path.length - 101);
  if (slash <= 0 || slash > 155 || slash === path.length - 1) return undefined;
  return { prefix: path.slice(0, slash), name: path.slice(slash + 1) };
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

/** `<length> <key>=<value>\n`, where the length counts itself. All characters are single bytes here. */
function paxRecord(key: string, value: string): string {
  const rest = key.length + value.length + 3;
  let length = rest + String(rest).length;
  length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}

function paxTime(ns: string): string {
  const sign = ns.startsWith('-') ? '-' : '';
  const digits = ns.slice(sign.length).padStart(10, '0');
  return `${sign}${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

/** Cut off as text where that is the floor: dividing the number is a second off for years from 2115 on. */
function secondsOf(ns: string): number {
  return ns.startsWith('-') ? Math.floor(Number(ns) / 1e9) : Number(ns.slice(0, -9));
}
