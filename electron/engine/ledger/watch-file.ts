import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanDefinition } from '../archive/index.ts';
import { errnoOf } from '../base/index.ts';
import type { State } from '../catalogue/index.ts';
import { sha256 } from '../chunk/index.ts';

/** Stands first in its folder, where malware begins, and is of a kind that it looks for. */
const NAME = '!Strongroom - do not change.rtf';

interface Kept {
  /** What it says, as RTF. */
  readonly content: string;
  /** Where one has been laid. */
  readonly paths: readonly string[];
  /** SHA-256 of one that a person has changed, by its path: it is watched as it is since then. */
  readonly taken?: Readonly<Record<string, string>>;
}

/** Lays a file in each source that nobody has a reason to change; from then on every run looks at them first. `content`: RTF, plain ASCII. */
export function watchWithFile(state: State, plan: PlanDefinition, content: string): void {
  keep(state, plan.id, { content, paths: keptOf(state, plan.id)?.paths ?? [] });
  layMissing(state, plan);
}

/** What has been laid stays where it is, and is a file like any other. */
export function watchNoMore(state: State, plan: string): void {
  keep(state, plan, undefined);
}

/** Where one has been laid; undefined where the plan has none. */
export function watchedPaths(state: State, plan: string): readonly string[] | undefined {
  return keptOf(state, plan)?.paths;
}

/** One that is not as it was laid, though the source it lies in is there. In a source that is new to the plan one is laid. */
export function changedWatchFile(state: State, plan: PlanDefinition): string | undefined {
  const kept = keptOf(state, plan.id);
  if (!kept) return undefined;
  const wanted = plan.sources.map(({ path }) => join(path, NAME));
  const changed = kept.paths.find(
    (path) => wanted.includes(path) && isFolder(join(path, '..')) && !isAsLaid(path, kept),
  );
  if (changed === undefined && wanted.some((path) => !kept.paths.includes(path))) layMissing(state, plan);
  return changed;
}

/**
 * Where it cannot be laid (a source that is one file, or may only be read) there is none. One that is there and holds something else is left to
 * who has changed it, and watched as it is from now on.
 */
export function layMissing(state: State, plan: PlanDefinition): void {
  const kept = keptOf(state, plan.id);
  if (!kept) return;
  const watched = plan.sources.flatMap(({ path }): [string, string][] => {
    const at = join(path, NAME);
    // A folder that is away has it still, as it was.
    if (!isFolder(path)) return kept.paths.includes(at) ? [[at, laidAs(at, kept)]] : [];
    const there = contentAt(at);
    if (there !== undefined) return [[at, there]];
    return lay(at, kept) ? [[at, laidAs(at, { content: kept.content })]] : [];
  });
  keep(state, plan.id, { ...kept, paths: watched.map(([path]) => path), taken: Object.fromEntries(watched) });
}

function lay(path: string, { content }: Kept): boolean {
  try {
    const fd = openSync(path, 'wx', 0o644);
    try {
      writeSync(fd, content);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    return true;
  } catch (error) {
    if (errnoOf(error) === '') throw error;
    return false;
  }
}

function isAsLaid(path: string, kept: Kept): boolean {
  return contentAt(path) === laidAs(path, kept);
}

/** SHA-256 of what it should hold. */
function laidAs(path: string, { content, taken }: Pick<Kept, 'content' | 'taken'>): string {
  return taken?.[path] ?? sha256(Buffer.from(content));
}

/** SHA-256 of what is there; undefined where nothing can be read. */
function contentAt(path: string): string | undefined {
  try {
    return sha256(readFileSync(path));
  } catch (error) {
    if (errnoOf(error) === '') throw error;
    return undefined;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function keptOf(state: State, plan: string): Kept | undefined {
  const text = state.noted(`watch:${plan}`);
  return text === undefined ? undefined : ((JSON.parse(text) as Kept | null) ?? undefined);
}

function keep(state: State, plan: string, kept: Kept | undefined): void {
  state.note(`watch:${plan}`, JSON.stringify(kept ?? null));
}
