import { createHash } from 'node:crypto';
import { type BigIntStats, existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RestoreFailureCode, RestoreInput } from '../../contract/index.ts';
import {
  baseName,
  EngineError,
  errnoOf,
  fsPath,
  HeldFolders,
  isWithin,
  joinRaw,
  type RawPath,
  rawFromText,
} from '../base/index.ts';
import { rawSource } from '../source/index.ts';
import type { KnownPlan } from '../ledger/index.ts';
import { mapPath, type PathMapping } from './path-map.ts';
import { targetName } from './target-name.ts';

export class Refused extends Error {
  readonly code: RestoreFailureCode;
  constructor(code: RestoreFailureCode, detail = '') {
    super(detail);
    this.code = code;
  }
}

/** What decides on original places: a mapping that was given, then where the sources are here if another computer wrote the point. */
export interface Placing {
  readonly map: readonly PathMapping[];
  readonly here: ReadonlyMap<string, string> | undefined;
  /** The sources that are wanted; undefined for all. */
  readonly labels: ReadonlySet<string> | undefined;
}

/**
 * Where a restore writes. Every path it gives lies inside the chosen place, below folders that were looked at and are no
 * links. Throws `Refused` for an entry that would not.
 */
export class RestoreTarget {
  /** For people. */
  readonly shown: string;
  /** Told of every folder that is made. */
  onFolderMade: (place: RawPath) => void = () => {};
  readonly #roots: ReadonlyMap<string, RawPath>;
  readonly #folder: RawPath | undefined;
  readonly #sure = new Set<string>();
  readonly #fresh = new Set<string>();
  readonly #held = new HeldFolders();
  #tellsNamesApart: boolean | undefined;

  private constructor(shown: string, folder: RawPath | undefined, roots: ReadonlyMap<string, RawPath>) {
    this.shown = shown;
    this.#folder = folder;
    this.#roots = roots;
  }

  /** Throws EngineError `target-invalid`, `target-in-vault`, `target-unwritable`. Makes nothing yet. */
  static of(
    target: Exclude<RestoreInput['target'], { kind: 'zip' }>,
    plan: KnownPlan,
    vaultPath: string,
    { labels, ...placing }: Placing,
  ): RestoreTarget {
    if (target.kind === 'folder') {
      const path = resolve(target.path);
      const held = nearest(path);
      if (isInsideFolder(held, vaultPath)) throw new EngineError('target-in-vault', { subject: path });
      if (existsSync(path) && !lstatSync(realpathSync.native(path)).isDirectory())
        throw new EngineError('target-invalid', { subject: path });
      return new RestoreTarget(path, rawSource(held), new Map());
    }
    const wanted = plan.definition.sources.filter((source) => labels?.has(rawFromText(source.label)) ?? true);
    const places = wanted.map(({ path, label }) => ({ label, path: originalPlace(path, label, placing) }));
    const inVault = places.find(({ path }) => isInsideFolder(path, vaultPath));
    if (inVault) throw new EngineError('target-in-vault', { subject: inVault.path });
    const roots = new Map(places.map(({ label, path }) => [rawFromText(label) as string, rawSource(nearest(path))]));
    return new RestoreTarget(places.map(({ path }) => path).join(', '), undefined, roots);
  }

  /** Where an entry belongs. */
  place(path: RawPath): RawPath {
    const name = targetName(path);
    if (name === undefined) throw new Refused('unsafe-path');
    if (this.#folder !== undefined) return joinRaw(this.#folder, name);
    const slash = path.indexOf('/');
    const label = slash < 0 ? path : path.slice(0, slash);
    const root = this.#roots.get(label);
    if (root === undefined) throw new Refused('unsafe-path', 'no original place');
    return slash < 0 ? root : joinRaw(root, targetName(path.slice(slash + 1) as RawPath) as RawPath);
  }

  /** The folder that was chosen, or the source's, or the file itself where that is the source. */
  rootOf(place: RawPath): RawPath {
    if (this.#folder !== undefined) return this.#folder;
    return [...this.#roots.values()].find((root) => root === place || isWithin(place, root)) ?? parentOf(place);
  }

  /** By what path something is done at a place: through no link below the chosen folder, not even one that was put there since. */
  way(place: RawPath): RawPath {
    return this.#held.way(place, this.rootOf(place));
  }

  /** The same for a folder itself. */
  wayInto(folder: RawPath): RawPath {
    return this.#held.folder(folder, this.rootOf(folder));
  }

  close(): void {
    this.#held.close();
  }

  /** True where nothing can be in the way, because this restore made the folder. */
  isFresh(place: RawPath): boolean {
    return this.#fresh.has(parentOf(place));
  }

  /** Makes the folder that `place` is in, and those above it, as far as they are missing. */
  makeParent(place: RawPath): void {
    this.makeFolder(parentOf(place));
  }

  /** Answers whether it had to be made. A link or a file in the way refuses it and everything below. */
  makeFolder(place: RawPath): boolean {
    if (this.#sure.has(place)) return this.#fresh.has(place);
    const isRoot = place === this.#folder || [...this.#roots.values()].includes(place);
    if (isRoot || !this.#isBelowRoot(place)) {
      const made = mkdirSync(fsPath(place), { recursive: true, mode: 0o700 });
      this.#note(place, made !== undefined);
      return made !== undefined;
    }
    this.makeFolder(parentOf(place));
    const way = this.way(place);
    const there = lookAt(way);
    if (there?.isSymbolicLink()) throw new Refused('blocked-by-link');
    if (there && !there.isDirectory()) throw new Refused('name-collision');
    if (!there) mkdirSync(fsPath(way), { mode: 0o700 });
    this.#note(place, !there);
    return !there;
  }

  /** True where no other name of this restore can be the same file: a folder it made, on a disk that tells names apart. */
  cannotCollide(place: RawPath): boolean {
    return this.#tellsNamesApart === true && this.isFresh(place);
  }

  #note(place: RawPath, made: boolean): void {
    this.#sure.add(place);
    if (!made) return;
    this.#fresh.add(place);
    this.onFolderMade(place);
    this.#tellsNamesApart ??= process.platform === 'linux' ? otherCaseIsMissing(place) : false;
  }

  #isBelowRoot(place: RawPath): boolean {
    if (this.#folder !== undefined) return isWithin(place, this.#folder);
    return [...this.#roots.values()].some((root) => isWithin(place, root));
  }
}

/** Another computer may have meant something else by the same path: then it is told, or known, or it is there already. */
function originalPlace(path: string, label: string, { map, here }: Omit<Placing, 'labels'>): string {
  const mapped = mapPath(path, map) ?? here?.get(label);
  if (mapped !== undefined && looksAbsolute(mapped)) return mapped;
  if (!looksAbsolute(path) || (here !== undefined && !existsSync(path)))
    throw new EngineError('target-invalid', { subject: path });
  return path;
}

/** The same for every attempt at the same file, so that a later restore clears up what an interrupted one left. */
export function temporaryFor(place: RawPath): RawPath {
  const digest = createHash('sha256').update(place, 'latin1').digest('hex').slice(0, 16);
  return joinRaw(parentOf(place), `.strongroom-part-${digest}` as RawPath);
}

/** What is longer behind the last dot does not tell a kind of file, and would leave no room for the mark. */
const END_BYTES_MAX = 32;

/** `report.pdf` -> `report (restored 2026-11-21 09.30).pdf`, then `... 2`, until nothing has that name. */
export function nameBeside(place: RawPath, stamp: string): RawPath {
  const name = baseName(place);
  const dot = name.lastIndexOf('.');
  const [stem, end] =
    dot > 0 && name.length - dot <= END_BYTES_MAX ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let n = 1; ; n++) {
    const mark = ` (${stamp}${n > 1 ? ` ${n}` : ''})`;
    // 255 bytes is what file systems allow for one name; the end is what tells the kind of file.
    const beside = joinRaw(
      parentOf(place),
      `${trimBytes(stem, 255 - mark.length - end.length)}${mark}${end}` as RawPath,
    );
    if (!lookAt(beside)) return beside;
  }
}

export function lookAt(place: RawPath): BigIntStats | undefined {
  try {
    return lstatSync(fsPath(place), { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    if (errnoOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

export function parentOf(place: RawPath): RawPath {
  return (place.slice(0, Math.max(1, place.lastIndexOf('/'))) || '/') as RawPath;
}

/** Cuts a name's bytes without cutting a UTF-8 character in two. */
function trimBytes(stem: string, max: number): string {
  let end = Math.min(stem.length, max);
  while (end > 0 && end < stem.length && (stem.charCodeAt(end) & 0xc0) === 0x80) end--;
  return stem.slice(0, end);
}

/** The path with the links of its existing part followed: the chosen place may be a link, nothing below it may. */
function nearest(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync.native(absolute);
  } catch {
    const parent = resolve(absolute, '..');
    return parent === absolute ? absolute : join(nearest(parent), absolute.slice(parent.length).replace(/^[/\\]/, ''));
  }
}

/** Compared as they really are, links followed. */
export function isInsideFolder(path: string, folder: string): boolean {
  const outer = rawSource(nearest(folder));
  const inner = rawSource(nearest(path));
  return inner === outer || isWithin(inner, outer);
}

function looksAbsolute(path: string): boolean {
  return process.platform === 'win32' ? /^([a-z]:[\\/]|\\\\)/i.test(path) : path.startsWith('/');
}

/** Whether a disk that holds this folder tells upper from lower case; undefined where the name cannot show it. */
function otherCaseIsMissing(folder: RawPath): boolean | undefined {
  const name = baseName(folder);
  const other = (name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase()) as RawPath;
  return other === name ? undefined : lookAt(joinRaw(parentOf(folder), other)) === undefined;
}
