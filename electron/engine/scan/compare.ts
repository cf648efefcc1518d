import type { GapCode } from '../../contract/index.ts';
import type { Entry, FileEntry, SegmentRef } from '../archive/index.ts';
import { comparePaths, isWithin, type RawPath } from '../base/index.ts';
import type { Scanned } from './scanned.ts';
import { isSameStat } from './stat.ts';

/** Consecutive segments of the previous point that begin and end with whole entries, and what they say. */
export interface PreviousGroup {
  readonly refs: readonly SegmentRef[];
  readonly entries: readonly Entry[];
}

export type Step =
  | { readonly kind: 'keep'; readonly entry: Entry }
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

  const take = (before: Entry | undefined): void => {
    const scanned = item.value as Scanned;
    if (scanned.type === 'gap' && scanned.subtree) unknown = { prefix: scanned.path, code: scanned.code };
    const step = stepOf(scanned, before, rules);
    if (step.kind !== 'keep') allKept = false;
    steps.push(step);
    item = scan.next();
  };

  for (const group of previous) {
    steps = [];
    allKept = true;
    for (const before of group.entries) {
      while (!item.done && comparePaths(item.value.path, before.path) < 0) {
        take(undefined);
        if (steps.length >= FLUSH_STEPS && !allKept) {
          yield { steps, whole: undefined };
          steps = [];
        }
      }
      if (!item.done && item.value.path === before.path) take(before);
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
    take(undefined);
    if (steps.length < FLUSH_STEPS) continue;
    yield { steps, whole: undefined };
    steps = [];
  }
  yield { steps, whole: undefined };
}

function stepOf(scanned: Scanned, before: Entry | undefined, rules: CompareRules): Step {
  switch (scanned.type) {
    case 'special':
      return { kind: 'special' };
    case 'gap':
      return { kind: 'gap', path: scanned.path, code: scanned.code, previous: before };
    case 'file': {
      const unchanged = !rules.rehash && before?.type === 'file' && sameFile(scanned, before, rules);
      return unchanged ? { kind: 'keep', entry: before } : { kind: 'read', file: scanned, previous: before };
    }
    default: {
      const { path, stat } = scanned;
      const attributes = { path, mtime: stat.mtime, mode: stat.mode, uid: stat.uid, gid: stat.gid };
      const entry: Entry =
        scanned.type === 'dir'
          ? { type: 'dir', ...attributes }
          : { type: 'symlink', ...attributes, target: scanned.target };
      return before && sameAttributes(entry, before)
        ? { kind: 'keep', entry: before }
        : { kind: 'put', entry, previous: before };
    }
  }
}

function sameFile(scanned: Extract<Scanned, { type: 'file' }>, before: FileEntry, rules: CompareRules): boolean {
  const { stat } = scanned;
  return (
    isSameStat(stat, before) &&
    scanned.hardLink === before.hardLink &&
    scanned.sparse === (before.sparse ?? false) &&
    !before.changedWhileRead &&
    BigInt(stat.ctime) < rules.trustedBefore &&
    BigInt(stat.mtime) < rules.trustedBefore
  );
}

function sameAttributes(a: Exclude<Entry, { type: 'gap' }>, b: Entry): boolean {
  if (b.type === 'gap' || a.type !== b.type) return false;
  if (a.type === 'symlink' && b.type === 'symlink' && a.target !== b.target) return false;
  return a.mtime === b.mtime && a.mode === b.mode && a.uid === b.uid && a.gid === b.gid;
}
