import { z } from 'zod';
import { zPlaceLock } from './lock-shapes.ts';
import { zCount, zFailure, zName, zPath, zRef, zRunOutcome } from './shapes.ts';

/** Another place that the points of a plan are copied to. */
export const zCopyInput = z.object({
  plan: zRef,
  /** A new or empty place, or one that is a copy of the plan's vault already. */
  place: zPath,
  /** As people call it; left out, its address. */
  name: zName.optional(),
  /** How long points stay there, as docs/CLI.md describes it; empty: all of them. */
  keep: z.string().max(1000).default(''),
  /** Runs go there while the plan's own place cannot be reached. */
  failover: z.boolean().default(false),
  credentials: zPath.optional(),
});
export type CopyInput = z.input<typeof zCopyInput>;

/** What became of one place: `copied` went there now, `there` of them are there in all, `missing` could not go. */
export const zCopyOutcome = z.object({
  copy: z.string(),
  name: z.string(),
  place: z.string(),
  outcome: zRunOutcome,
  copied: zCount,
  there: zCount,
  missing: zCount,
  bytes: zCount,
  /** Points that its own rule let go. */
  removed: zCount,
  /** Damaged files that got a good copy beside them, and sets that are damaged still; left out where there are none. */
  mended: zCount.optional(),
  damaged: zCount.optional(),
  /** Only where its address asks for a lock, of the newest that went there now. */
  lock: zPlaceLock.optional(),
  failure: zFailure.optional(),
});

/** `broughtHome`: points that were written to a failover place and are now in the plan's own. */
export const zCopyResult = z.object({
  outcome: zRunOutcome,
  broughtHome: zCount,
  copies: z.array(zCopyOutcome),
  bytes: zCount,
  seconds: z.number(),
});
export type CopyResult = z.infer<typeof zCopyResult>;
