import { type BigIntStats, lstatSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import type { GapCode } from '../../contract/index.ts';
import {
  errnoOf,
  fsPath,
  isElsewhere,
  isWithin,
  joinRaw,
  lettersOf,
  PATH_BYTES_MAX,
  type RawPath,
  rawFromText,
  type WindowsFacts,
  windowsFiles,
} from '../base/index.ts';
import type { ExcludeRule } from './exclude.ts';
import type { Scanned } from './scanned.ts';
import { gapCodeOf, timeOf, toStat } from './stat.ts';

export interface WalkRoot {
  /** First component of every path below. */
  readonly label: RawPath;
  /** Where it is read: of the root of a shadow copy with `/` at its end, as Windows wants it. */
  readonly at: RawPath;
  /** Where people know it, if that is elsewhere. */
  readonly named?: RawPath | undefined;
}

/** Where something in the tree is on this computer. */
export function placeIn(roots: readonly WalkRoot[], path: RawPath): RawPath {
  const { label, at } = roots.find((root) => path === root.label || isWithin(path, root.label)) as WalkRoot;
  return path === label ? at : joinRaw(at, path.slice(label.length + 1) as RawPath);
}

export interface WalkRules {
  readonly excluded: ExcludeRule;
  /** Folders that are never entered, as `device:inode`: the vault and our own data, however they are reached. */
  readonly keepOut: ReadonlySet<string>;
  /** What Windows notes of a file, as bits; undefined on other systems, and where it does not tell. */
  readonly bitsAt?: ((at: RawPath) => number | undefined) | undefined;
}

/** Where a walk begins: at a source, or at the rest of one of its folders. */
export interface WalkPart {
  readonly root: WalkRoot;
  readonly rest?: Omit<Level, 'next'>;
}

interface Level {
  /** Both with a `/` at the end. */
  readonly path: string;
  readonly at: string;
  names: readonly RawPath[];
  next: number;
}

const NOTHING = '' as RawPath;
const IS_WINDOWS = process.platform === 'win32';
const SPARSE_GIANT_BYTES = 64 * 1024 ** 3;
const SPARSE_SHARE = 0.01;

const DONE: IteratorResult<Scanned> = { value: undefined, done: true };

/**
 * Walks sources one after the other, each in path order. What cannot be looked at becomes a gap; links are recorded, never followed. The later part of
 * what is left can be given to another walk.
 */
export class Walk implements IterableIterator<Scanned> {
  readonly #rules: Required<WalkRules>;
  /** Not begun yet. */
  readonly #parts: WalkPart[];
  #root!: WalkRoot;
  readonly #levels: Level[] = [];

  constructor(parts: readonly WalkPart[], rules: WalkRules) {
    this.#parts = [...parts];
    this.#rules = { ...rules, bitsAt: rules.bitsAt ?? ((at) => windowsFiles()?.bitsAt(at)) };
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Scanned> {
    const { excluded, bitsAt, keepOut } = this.#rules;
    for (;;) {
      const level = this.#levels[this.#levels.length - 1];
      if (!level) {
        const part = this.#parts.shift();
        if (!part) return DONE;
        this.#root = part.root;
        if (!part.rest) return { value: this.#begin(), done: false };
        this.#levels.push({ ...part.rest, next: 0 });
        continue;
      }
      const name = level.names[level.next++];
      if (name === undefined) {
        this.#levels.pop();
        continue;
      }
      const path = (level.path + name) as RawPath;
      const at = (level.at + name) as RawPath;
      const { label, named } = this.#root;
      const relative = path.slice(label.length + 1) as RawPath;
      if (excluded(relative, named === undefined ? at : joinRaw(named, relative))) continue;
      const item = look(path, at, { bitsAt, keepOut });
      if (item) return { value: this.#entered(item), done: false };
    }
  }

  /** Lets go of all that is left. */
  letGo(): WalkPart[] {
    const rests = this.#levels.splice(0).map((level) => this.#restOf(level, level.next));
    return [...rests.filter(({ rest }) => rest?.names.length).reverse(), ...this.#parts.splice(0)];
  }

  /** Lets go of what comes last: a third of what is left of the outermost folder that has something left, and the parts that are not begun. */
  letGoLast(): WalkPart[] {
    const level = this.#levels.find(({ names, next }) => next < names.length);
    const parts = this.#parts.splice(0);
    if (!level) return parts;
    const from = level.next + Math.floor((2 / 3) * (level.names.length - level.next));
    const rest = this.#restOf(level, from);
    level.names = level.names.slice(0, from);
    return [rest, ...parts];
  }

  #restOf({ path, at, names }: Level, from: number): WalkPart {
    return { root: this.#root, rest: { path, at, names: names.slice(from) } };
  }

  #begin(): Scanned {
    const { bitsAt } = this.#rules;
    const root = this.#root;
    // The root of a shadow copy can be listed but not looked at: without its last `/` its path means the device.
    const isDevice = root.named !== undefined && root.at.endsWith('/');
    const first = look(root.label, isDevice ? root.named : root.at, { bitsAt });
    // A missing source says so itself: everything that was below it is unknown, not deleted.
    if (first.type === 'gap')
      return { ...first, code: first.code === 'vanished' ? 'source-missing' : first.code, subtree: true };
    return this.#entered(isDevice && 'at' in first ? { ...first, at: root.at } : first);
  }

  /** What is told of it; of a folder, also that it cannot be looked into. */
  #entered(item: Scanned): Scanned {
    if (item.type !== 'dir') return item;
    try {
      const names = namesIn(item.at);
      this.#levels.push({ path: joinRaw(item.path, NOTHING), at: joinRaw(item.at, NOTHING), names, next: 0 });
      return item;
    } catch (error) {
      return { type: 'gap', path: item.path, code: gapCodeOf(error, item.at), subtree: true };
    }
  }
}

/** Sorted bytewise: names are held one character per byte. */
function namesIn(folder: RawPath): RawPath[] {
  const path = fsPath(folder);
  const names = IS_WINDOWS
    ? readdirSync(path, 'utf8').map(rawFromText)
    : (readdirSync(path, { encoding: 'latin1' }) as RawPath[]);
  return names.sort();
}

type Looking = Required<Pick<WalkRules, 'bitsAt'>>;

function look(path: RawPath, at: RawPath, rules: Looking): Scanned;
function look(path: RawPath, at: RawPath, rules: Looking & Pick<WalkRules, 'keepOut'>): Scanned | undefined;
function look(
  path: RawPath,
  at: RawPath,
  { bitsAt, keepOut }: Looking & Partial<Pick<WalkRules, 'keepOut'>>,
): Scanned | undefined {
  // A longer path cannot be opened at all, and one that is longer inside the tree could not be given back.
  if (path.length > PATH_BYTES_MAX || at.length > PATH_BYTES_MAX) return gap(path, 'path-too-long');
  let stats: BigIntStats;
  try {
    stats = lstatSync(fsPath(at), { bigint: true });
  } catch (error) {
    return gap(path, gapCodeOf(error, at));
  }
  const type = stats.mode & 0o170000n;
  if (type === 0o040000n) {
    if (keepOut?.has(`${stats.dev}:${stats.ino}`)) return undefined;
    return { type: 'dir', path, at, stat: toStat(stats), win: factsOf(bitsAt?.(at), stats) };
  }
  if (type === 0o100000n) {
    const stat = toStat(stats);
    const bits = bitsAt?.(at);
    if (bits !== undefined && isElsewhere(bits)) return gap(path, 'cloud-only');
    const allocated = Number(stats.blocks) * 512;
    if (stat.size > SPARSE_GIANT_BYTES && allocated < stat.size * SPARSE_SHARE) return gap(path, 'sparse');
    const hardLink = stats.nlink > 1n ? `${stats.dev}:${stats.ino}` : undefined;
    const sparse = !IS_WINDOWS && allocated < stat.size;
    return { type: 'file', path, at, stat, win: factsOf(bits, stats), hardLink, sparse };
  }
  if (type !== 0o120000n) return { type: 'special', path };
  try {
    const target = IS_WINDOWS
      ? rawFromText(readlinkSync(fsPath(at), 'utf8'))
      : (readlinkSync(fsPath(at), 'latin1') as RawPath);
    return { type: 'symlink', path, at, stat: toStat(stats), target };
  } catch (error) {
    return gap(path, gapCodeOf(error, at));
  }
}

/** Nothing on other systems, nor where Windows will not tell, as of a file that it keeps to itself. */
function factsOf(bits: number | undefined, stats: BigIntStats): WindowsFacts | undefined {
  return bits === undefined ? undefined : { attributes: lettersOf(bits), created: timeOf(stats.birthtimeNs) };
}

function gap(path: RawPath, code: GapCode): Scanned {
  return { type: 'gap', path, code, subtree: true };
}

/** `device:inode` of a folder, or undefined where there is none. */
export function folderIdentity(path: string): string | undefined {
  try {
    const stats = statSync(path, { bigint: true });
    return `${stats.dev}:${stats.ino}`;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
