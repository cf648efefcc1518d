import type { GapCode } from '../../contract/index.ts';
import type { Entry, ListedEntry, SegmentRef } from '../archive/index.ts';
import { comparePaths, isWithin, type RawPath } from '../base/index.ts';
import { ScanCursor, type ScanFeed } from './scan-cursor.ts';
import type { Attributes, Scanned } from './scanned.ts';

/** Consecutive segments of the previous point that begin and end with whole entries, and what they say, which is read when it is asked for. */
export interface PreviousGroup {
  readonly refs: readonly SegmentRef[];
  readonly listed: readonly Listed[];
  /** Called where all that it says was compared and still holds. */
  readonly holds?: () => void;
}

/** An entry of the previous point: whether it still says what is there, and what else it says, for who has to know. */
export type Listed = Pick<ListedEntry, 'entry' | 'says'>;

export type Step =
  | { readonly kind: 'keep'; readonly listed: Listed }
  | { readonly kind: 'put'; readonly entry: Entry; readonly previous: Entry | undefined }
  | {
      readonly kind: 'read';
      readonly file: Extract<Scanned, { type: 'file' }>;
      readonly previous: Entry | undefined;
    }
  | { readonly kind: 'gap'; readonly path: RawPath; readonly code: GapCode; readonly previous: Entry | undefined }
  | { readonly kind: 'deleted'; readonly previous: Entry }
  | { readonly kind: 'special' };

/** Segments that stand for all that is there: files and links that they name, and the bytes of these. */
export interface KeptGroup extends Pick<PreviousGroup, 'refs' | 'listed'> {
  readonly files: number;
  readonly bytes: number;
}

export type StepGroup = { readonly steps: readonly Step[]; readonly kept?: undefined } | { readonly kept: KeptGroup };

const FLUSH_STEPS = 512;
/** A file touched so shortly before a run began may have changed again without its time showing it (FAT: 2 s). */
const CLOCK_TICK_NS = 2_000_000_000n;

/** Up to when (ns) a file must have been left alone for what a run that began then (ISO) says of it to hold. */
export function trustedBefore(startedAt: string): bigint {
  return BigInt(Date.parse(startedAt)) * 1_000_000n - CLOCK_TICK_NS;
}

/** Merges the walk with the previous point's entries, both in path order, in constant memory. */
export async function* compare(feed: ScanFeed, previous: Iterable<PreviousGroup>): AsyncGenerator<StepGroup> {
  const scan = new ScanCursor(feed);
  let unknown: { prefix: RawPath; code: GapCode } | undefined;
  let steps: Step[] = [];

  const take = (before: Entry | undefined): void => {
    const { scanned } = scan;
    if (scanned.type === 'gap' && scanned.subtree) unknown = { prefix: scanned.path, code: scanned.code };
    steps.push(stepOf(scanned, before));
    scan.step();
  };

  for (const group of previous) {
    const { refs } = group;
    steps = [];
    // All of it may have been found at once; what is new before it is not part of it.
    if (scan.isDry) await scan.fill();
    while (!scan.isOver && comparePaths(scan.path, refs[0]?.firstPath ?? '') < 0) {
      take(undefined);
      if (steps.length >= FLUSH_STEPS) {
        yield { steps };
        steps = [];
      }
      if (scan.isDry) await scan.fill();
    }
    if (steps.length > 0) yield { steps };
    const { part } = scan;
    if (part && part.segment === refs[0]?.sha256) {
      const { files, bytes } = part;
      scan.step();
      const kept = {
        refs,
        files,
        bytes,
        get listed() {
          return group.listed;
        },
      };
      yield { kept };
      continue;
    }
    const { listed } = group;
    let files = 0;
    let bytes = 0;
    /** So many from the first on are kept; steps are only made once one is not. */
    let kept = 0;
    steps = [];
    for (const [i, each] of listed.entries()) {
      if (scan.isDry) await scan.fill();
      if (!scan.isOver && scan.isSaidBy(each)) {
        if (kept < i) steps.push({ kind: 'keep', listed: each });
        else {
          kept++;
          if (scan.isLeaf) files++;
          bytes += scan.size;
        }
        scan.step();
        continue;
      }
      if (kept === i && i > 0) steps = listed.slice(0, i).map((one) => ({ kind: 'keep', listed: one }));
      const before = each.entry;
      while (!scan.isOver && comparePaths(scan.path, before.path) < 0) {
        take(undefined);
        if (steps.length >= FLUSH_STEPS) {
          yield { steps };
          steps = [];
        }
        if (scan.isDry) await scan.fill();
      }
      if (!scan.isOver && scan.isSaidBy(each)) {
        steps.push({ kind: 'keep', listed: each });
        scan.step();
      } else if (!scan.isOver && scan.path === before.path) take(before);
      else {
        const code = unknown && isWithin(before.path, unknown.prefix) ? unknown.code : undefined;
        steps.push(
          code ? { kind: 'gap', path: before.path, code, previous: before } : { kind: 'deleted', previous: before },
        );
      }
    }
    if (kept === listed.length) group.holds?.();
    yield kept === listed.length ? { kept: { refs, listed, files, bytes } } : { steps };
  }
  steps = [];
  for (;;) {
    if (scan.isDry) await scan.fill();
    if (scan.isOver) break;
    take(undefined);
    if (steps.length < FLUSH_STEPS) continue;
    yield { steps };
    steps = [];
  }
  yield { steps };
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

function attributesOf({ mtime, mode, uid, gid }: Attributes): Attributes {
  return { mtime, mode, uid, gid };
}
