import type { GapCode } from '../../contract/index.ts';
import type { Entry, ListedEntry, Looked, SegmentRef } from '../archive/index.ts';
import { comparePaths, isWithin, type RawPath } from '../base/index.ts';
import type { Scanned, Stat } from './scanned.ts';

/** Consecutive segments of the previous point that begin and end with whole entries, and what they say. */
export interface PreviousGroup {
  readonly refs: readonly SegmentRef[];
  readonly listed: readonly Listed[];
}

/** An entry of the previous point: whether it still says what is there, and what else it says, for who has to know. */
export type Listed = Pick<ListedEntry, 'entry' | 'saysOf'>;

export type Step =
  | { readonly kind: 'keep'; readonly seen: Looked; readonly listed: Listed }
  | { readonly kind: 'put'; readonly entry: Entry; readonly previous: Entry | undefined }
  | {
      readonly kind: 'read';
      readonly file: Extract<Scanned, { type: 'file' }>;
      readonly previous: Entry | undefined;
    }
  | { readonly kind: 'gap'; readonly path: RawPath; readonly code: GapCode; readonly previous: Entry | undefined }
  | { readonly kind: 'deleted'; readonly previous: Entry }
  | { readonly kind: 'special' };

/** `whole`: every step keeps, so these segments stand for all of them. */
export interface StepGroup {
  readonly steps: readonly Step[];
  readonly whole: readonly SegmentRef[] | undefined;
}

export interface CompareRules {
  /** Read every file, whatever its attributes say. */
  readonly rehash: boolean;
  /** A file touched after this time (ns) may have been written again within the same tick of its clock. */
  readonly trustedBefore: bigint;
}

const FLUSH_STEPS = 512;
/** A file touched so shortly before a run began may have changed again without its time showing it (FAT: 2 s). */
const CLOCK_TICK_NS = 2_000_000_000n;

/** Up to when (ns) a file must have been left alone for what a run that began then (ISO) says of it to hold. */
export function trustedBefore(startedAt: string): bigint {
  return BigInt(Date.parse(startedAt)) * 1_000_000n - CLOCK_TICK_NS;
}

/** Merges the walk with the previous point's entries, both in path order, in constant memory. */
export function* compare(
  scan: Iterator<Scanned>,
  previous: Iterable<PreviousGroup>,
  rules: CompareRules,
): Generator<StepGroup> {
  let item = scan.next();
  let unknown: { prefix: RawPath; code: GapCode } | undefined;
  let steps: Step[] = [];
  let allKept = true;

  const take = (step: Step): void => {
    const scanned = item.value as Scanned;
    if (scanned.type === 'gap' && scanned.subtree) unknown = { prefix: scanned.path, code: scanned.code };
    if (step.kind !== 'keep') allKept = false;
    steps.push(step);
    item = scan.next();
  };

  for (const group of previous) {
    steps = [];
    allKept = true;
    for (const listed of group.listed) {
      const kept = item.done ? undefined : keep(item.value, listed, rules);
      if (kept) {
        take(kept);
        continue;
      }
      const before = listed.entry;
      while (!item.done && comparePaths(item.value.path, before.path) < 0) {
        take(stepOf(item.value, undefined));
        if (steps.length >= FLUSH_STEPS && !allKept) {
          yield { steps, whole: undefined };
          steps = [];
        }
      }
      if (!item.done && item.value.path === before.path)
        take(keep(item.value, listed, rules) ?? stepOf(item.value, before));
      else {
        allKept = false;
        const code = unknown && isWithin(before.path, unknown.prefix) ? unknown.code : undefined;
        steps.push(
          code ? { kind: 'gap', path: before.path, code, previous: before } : { kind: 'deleted', previous: before },
        );
      }
    }
    yield { steps, whole: allKept ? group.refs : undefined };
  }
  steps = [];
  while (!item.done) {
    take(stepOf(item.value, undefined));
    if (steps.length < FLUSH_STEPS) continue;
    yield { steps, whole: undefined };
    steps = [];
  }
  yield { steps, whole: undefined };
}

function keep(scanned: Scanned, listed: Listed, rules: CompareRules): Step | undefined {
  const seen = lookedAt(scanned, rules);
  return seen && listed.saysOf(seen) ? { kind: 'keep', seen, listed } : undefined;
}

/** Undefined where no entry can stand for what is there: it has to be read, or is unknown. */
function lookedAt(scanned: Scanned, { rehash, trustedBefore }: CompareRules): Looked | undefined {
  switch (scanned.type) {
    case 'gap':
    case 'special':
      return undefined;
    case 'dir':
      return { type: 'dir', path: scanned.path, ...attributesOf(scanned.stat), win: scanned.win };
    case 'symlink':
      return { type: 'symlink', path: scanned.path, ...attributesOf(scanned.stat), target: scanned.target };
    case 'file': {
      const { path, stat, win, hardLink, sparse } = scanned;
      if (rehash || BigInt(stat.ctime) >= trustedBefore || BigInt(stat.mtime) >= trustedBefore) return undefined;
      return { type: 'file', path, ...stat, win, hardLink, sparse };
    }
  }
}

function stepOf(scanned: Scanned, previous: Entry | undefined): Step {
  switch (scanned.type) {
    case 'special':
      return { kind: 'special' };
    case 'gap':
      return { kind: 'gap', path: scanned.path, code: scanned.code, previous };
    case 'file':
      return { kind: 'read', file: scanned, previous };
    case 'dir': {
      const { path, stat, win } = scanned;
      return { kind: 'put', entry: { type: 'dir', path, ...attributesOf(stat), ...(win && { win }) }, previous };
    }
    case 'symlink': {
      const { path, stat, target } = scanned;
      return { kind: 'put', entry: { type: 'symlink', path, ...attributesOf(stat), target }, previous };
    }
  }
}

function attributesOf({ mtime, mode, uid, gid }: Stat): Pick<Stat, 'mtime' | 'mode' | 'uid' | 'gid'> {
  return { mtime, mode, uid, gid };
}
