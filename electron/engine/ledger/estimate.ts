import { statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Estimate } from '../../contract/index.ts';
import { breathe, shownPath } from '../base/index.ts';
import { isRemote } from '../place/index.ts';
import { excludeRule, type NamedExclude, namedExcludes } from '../scan/index.ts';
import { labelSources, sourceRoots, walkSources } from '../source/index.ts';
import type { PlanDeps } from './plans.ts';
import { isSameDisk } from './same-disk.ts';

export interface EstimateInput {
  readonly sources: readonly string[];
  readonly exclude: readonly string[];
  readonly vault?: string;
  /** Milliseconds after which it answers with what it has seen by then. */
  readonly patience: number;
}

/** Below this a run says more of what it costs to start than of how fast it is. */
const TELLING_SECONDS = 1;
const BREATHE_EVERY = 64;

/** Looks at what a first backup would read, by the plan's own rules. Opens no file. Throws `exclude-invalid`. */
export async function estimate({ state }: PlanDeps, home: string, input: EstimateInput): Promise<Estimate> {
  const until = performance.now() + input.patience;
  const patterns = namedExcludes(input.exclude).map((named) => ({ named, entries: 0, example: '' }));
  const isLeftOut = excludeRule(input.exclude);
  const rule: ReturnType<typeof excludeRule> = (relative, absolute) => {
    if (!isLeftOut(relative, absolute)) return false;
    const pattern = patterns.find(({ named }) => named.fits(relative, absolute));
    if (pattern) {
      pattern.entries++;
      pattern.example ||= shownPath(absolute).path;
    }
    return true;
  };
  const vault = input.vault === undefined || isRemote(input.vault) ? undefined : resolve(input.vault);
  const keepOut = [...(vault === undefined ? [] : [vault]), home];
  const sources = labelSources(input.sources.map((source) => resolve(source)));
  const seen = { files: 0, bytes: 0, unreadable: 0 };
  let complete = true;
  let n = 0;
  for (const item of walkSources(
    sourceRoots(sources).map((root) => ({ root })),
    rule,
    keepOut,
  )) {
    if (item.type === 'gap') seen.unreadable++;
    if (item.type === 'file' || item.type === 'symlink') seen.files++;
    if (item.type === 'file') seen.bytes += item.stat.size;
    if (++n % BREATHE_EVERY !== 0) continue;
    if (performance.now() > until) {
      complete = false;
      break;
    }
    await breathe();
  }
  const seconds = complete ? secondsFor(seen, state.runs.fullRuns()) : undefined;
  const freeBytes = vault === undefined ? undefined : freeAt(vault);
  return {
    ...seen,
    complete,
    leftOut: patterns.flatMap(({ named, entries, example }) => leftOutRow(named, entries, example)),
    ...(seconds !== undefined && { seconds }),
    ...(freeBytes !== undefined && { freeBytes }),
    ...(vault !== undefined && { isSameDisk: isSameDisk(input.sources, vault) }),
  };
}

/** The user's own patterns always, so that one that fits nothing is seen to; the builtin ones where they fit. */
function leftOutRow({ pattern, builtin }: NamedExclude, entries: number, example: string): Estimate['leftOut'] {
  if (builtin && entries === 0) return [];
  return [{ pattern, builtin, entries, ...(example && { example }) }];
}

/** By bytes and by files, whichever is slower: many small files and a few large ones are different work. */
function secondsFor(
  { files, bytes }: { readonly files: number; readonly bytes: number },
  runs: readonly { readonly files: number; readonly bytes: number; readonly seconds: number }[],
): number | undefined {
  const sum = (key: 'files' | 'bytes' | 'seconds'): number => runs.reduce((total, run) => total + run[key], 0);
  const spent = sum('seconds');
  if (spent < TELLING_SECONDS || sum('bytes') === 0 || sum('files') === 0) return undefined;
  return Math.max((bytes * spent) / sum('bytes'), (files * spent) / sum('files'));
}

/** Of the disk that the place is on or will be made on; undefined where that cannot be asked. */
function freeAt(place: string): number | undefined {
  for (let path = place; ; path = dirname(path)) {
    try {
      const { bavail, bsize } = statfsSync(path);
      return bavail * bsize;
    } catch {
      if (path === dirname(path)) return undefined;
    }
  }
}
