import { createRequire } from 'node:module';
import { toNamespacedPath } from 'node:path';
import type * as Koffi from 'koffi';
import { type RawPath, textOf } from './raw-path.ts';

/**
 * What Windows keeps of a file or folder beside its content, and Node neither tells nor sets. `attributes`: the letters of
 * those that are set, in the order of LETTERS; `created`: ns since 1970, decimal.
 */
export interface WindowsFacts {
  readonly attributes: string;
  readonly created: string;
}

export interface WindowsFiles {
  /** All bits, or undefined where the system does not tell. Asking fetches nothing from a cloud. */
  bitsAt(path: RawPath): number | undefined;
  /** Its other attributes stay. Has to be the last that is done to a file: renames and times change both. Throws. */
  give(path: RawPath, facts: WindowsFacts): void;
}

const LETTERS: readonly (readonly [letter: string, bit: number])[] = [
  ['r', 0x1],
  ['h', 0x2],
  ['s', 0x4],
  ['a', 0x20],
  ['i', 0x2000],
];
const SETTABLE = LETTERS.reduce((bits, [, bit]) => bits | bit, 0);
const NORMAL = 0x80;
const NOT_THERE = 0xffff_ffff;

/** Letters that nobody knows are left out: a later version may write more. */
export function bitsOf(attributes: string): number {
  return LETTERS.reduce((bits, [letter, bit]) => (attributes.includes(letter) ? bits | bit : bits), 0);
}

export function lettersOf(bits: number): string {
  return LETTERS.filter(([, bit]) => (bits & bit) !== 0)
    .map(([letter]) => letter)
    .join('');
}

/** Set aside by its owner, or a file on demand of a cloud drive: whoever reads it makes the system fetch it. */
const OFFLINE = 0x1000;
const RECALL_ON_OPEN = 0x4_0000;
const RECALL_ON_DATA_ACCESS = 0x40_0000;

/** Whether the content of a file with these attributes is not on this computer. */
export function isElsewhere(bits: number): boolean {
  return (bits & (OFFLINE | RECALL_ON_OPEN | RECALL_ON_DATA_ACCESS)) !== 0;
}

const TICK_NS = 100n;
const TICKS_BEFORE_1970 = 116_444_736_000_000_000n;

/** Windows counts 100 ns since 1601, in 63 bits; 0 would mean "as it is". */
export function fileTimeOf(ns: string): bigint {
  const ticks = BigInt(ns) / TICK_NS + TICKS_BEFORE_1970;
  return ticks < 1n ? 1n : ticks > 0x7fff_ffff_ffff_ffffn ? 0x7fff_ffff_ffff_ffffn : ticks;
}

let opened: WindowsFiles | undefined;

/** Undefined on other systems. */
export function windowsFiles(): WindowsFiles | undefined {
  if (process.platform !== 'win32') return undefined;
  opened ??= openWindowsFiles();
  return opened;
}

const FILE_WRITE_ATTRIBUTES = 0x100;
const SHARE_ALL = 7;
const OPEN_EXISTING = 3;
/** Folders too, and a link itself, not what it leads to. */
const BACKUP_SEMANTICS_AND_NO_LINK = 0x0220_0000;
const FILE_BASIC_INFO = 0;
const FILE_BASIC_INFO_BYTES = 40;
const INVALID_HANDLE = -1;

function openWindowsFiles(): WindowsFiles {
  // Required here and not imported: it is only installed and packed where it is needed.
  const koffi = createRequire(import.meta.url)('koffi') as typeof Koffi;
  const kernel = koffi.load('kernel32.dll');
  const getAttributes = kernel.func('uint32_t __stdcall GetFileAttributesW(str16 path)');
  const createFile = kernel.func(
    'intptr_t __stdcall CreateFileW(str16 path, uint32_t access, uint32_t share, void *security, uint32_t disposition, uint32_t flags, intptr_t template)',
  );
  const setInformation = kernel.func(
    'bool __stdcall SetFileInformationByHandle(intptr_t handle, int kind, void *buffer, uint32_t size)',
  );
  const closeHandle = kernel.func('bool __stdcall CloseHandle(intptr_t handle)');

  const bitsAt = (path: string): number | undefined => {
    const bits = getAttributes(path) as number;
    return bits === NOT_THERE ? undefined : bits;
  };
  return {
    bitsAt: (path) => bitsAt(longPath(path)),
    give: (path, { attributes, created }) => {
      const at = longPath(path);
      const others = (bitsAt(at) ?? 0) & ~SETTABLE & ~NORMAL;
      // CreationTime, three times that stay as they are where 0, attributes, padding.
      const facts = Buffer.alloc(FILE_BASIC_INFO_BYTES);
      facts.writeBigInt64LE(fileTimeOf(created), 0);
      facts.writeUInt32LE(others | bitsOf(attributes) || NORMAL, 32);
      const handle = createFile(
        at,
        FILE_WRITE_ATTRIBUTES,
        SHARE_ALL,
        null,
        OPEN_EXISTING,
        BACKUP_SEMANTICS_AND_NO_LINK,
        0,
      ) as number;
      if (handle === INVALID_HANDLE) throw notSet();
      try {
        if (!setInformation(handle, FILE_BASIC_INFO, facts, facts.length)) throw notSet();
      } finally {
        closeHandle(handle);
      }
    },
  };
}

/** Of any length, which the calls of Windows take in this form only. */
function longPath(path: RawPath): string {
  return toNamespacedPath(textOf(path) ?? '');
}

function notSet(): Error {
  return Object.assign(new Error('attributes cannot be set'), { code: 'EPERM' });
}
