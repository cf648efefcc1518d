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
  const short = splitName(entry.path);
  let records = '';
  if (!short) records += paxRecord('path', entry.path);
  if (entry.link && entry.link.length > 100) records += paxRecord('linkpath', entry.link);
  if (entry.size > OCTAL_SIZE_MAX) records += paxRecord('size', String(entry.size));
  if (entry.uid > OCTAL_ID_MAX) records += paxRecord('uid', String(entry.uid));
  if (entry.gid > OCTAL_ID_MAX) records += paxRecord('gid', String(entry.gid));
  if (!entry.mtime.endsWith('000000000') || seconds < 0 || seconds > OCTAL_SIZE_MAX)
    records += paxRecord('mtime', paxTime(entry.mtime));

  let position = at;
  if (records) {
    const paxName = `PaxHeaders/${baseName(entry.path.replace(/\/$/, '') as RawPath).slice(0, 80)}`;
    const { uid, gid } = entry;
    const numbers = { size: records.length, mode: 0o644, uid, gid, seconds };
    position = writeBlock(target, position, numbers, { flag: 'x', prefix: '', name: paxName, link: '' });
    put(target, position, records);
    const end = position + records.length + tarPadding(records.length);
    target.fill(0, position + records.length, end);
    position = end;
  }
  const { size, mode, uid, gid, type } = entry;
  const { prefix, name } = short ?? { prefix: '', name: entry.path.slice(0, 100) };
  const words = { flag: TYPE_FLAG[type], prefix, name, link: entry.link?.slice(0, 100) ?? '' };
  return writeBlock(target, position, { size, mode, uid, gid, seconds }, words);
}

interface BlockNumbers {
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly seconds: number;
}

interface BlockWords extends SplitName {
  readonly flag: string;
  readonly link: string;
}

function writeBlock(target: Buffer, at: number, numbers: BlockNumbers, words: BlockWords): number {
  const { size, seconds } = numbers;
  const form = formOf(numbers);
  target.set(form.block, at);
  const sum =
    form.sum +
    put(target, at, words.name) +
    put(target, at + 124, octal(size > OCTAL_SIZE_MAX ? 0 : size, 11)) +
    put(target, at + 136, octal(Math.max(0, Math.min(OCTAL_SIZE_MAX, seconds)), 11)) +
    put(target, at + 156, words.flag) +
    put(target, at + 157, words.link) +
    put(target, at + 345, words.prefix);
  put(target, at + 148, `${octal(sum, 6)}\0 `);
  return at + TAR_BLOCK;
}

type Rights = Pick<BlockNumbers, 'mode' | 'uid' | 'gid'>;

/** What is the same in all blocks of these rights, and the sum of its bytes. */
interface BlockForm extends Rights {
  readonly block: Uint8Array;
  readonly sum: number;
}

/** Most have the same as what stood before them, with and without a pax header. */
const forms: BlockForm[] = [];
const FORMS_MAX = 4;

function formOf({ mode, uid, gid }: Rights): BlockForm {
  const known = forms.find((form) => form.mode === mode && form.uid === uid && form.gid === gid);
  if (known) return known;
  const block = new Uint8Array(TAR_BLOCK);
  const sum =
    put(block, 100, octal(mode & 0o7777, 7)) +
    put(block, 108, octal(uid > OCTAL_ID_MAX ? 0 : uid, 7)) +
    put(block, 116, octal(gid > OCTAL_ID_MAX ? 0 : gid, 7)) +
    put(block, 148, '        ') +
    put(block, 257, 'ustar\u000000');
  const form = { mode, uid, gid, block, sum };
  forms.unshift(form);
  forms.splice(FORMS_MAX);
  return form;
}

/** One character a byte; answers their sum. In so few bytes a loop is faster than a call. */
function put(target: Uint8Array, at: number, text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const byte = text.charCodeAt(i);
    target[at + i] = byte;
    sum += byte;
  }
  return sum;
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
