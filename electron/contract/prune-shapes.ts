import { z } from 'zod';
import { zCount, zIso, zRunOutcome, zSetKind } from './shapes.ts';

/** Why a point stays. `period` is the day, week, month or year that it stands for; `by` the set that needs it. */
export const KEEP_WHYS = [
  'no-rule',
  'newest',
  'last',
  'days',
  'daily',
  'weekly',
  'monthly',
  'yearly',
  'min',
  'needed',
  'only-copy',
  'brought-back',
  'before-hold',
  'odd-date',
  'damaged',
] as const;
export const zKeepReason = z.object({
  why: z.enum(KEEP_WHYS),
  period: z.string().optional(),
  by: z.string().optional(),
});
export type KeepReason = z.infer<typeof zKeepReason>;

/** Why nothing is thrown away although the rule says so. */
export const FREEZE_REASONS = [
  'suspicious-change',
  'damage',
  'last-run-failed',
  'clock-behind',
  'clock-ahead',
  'point-ahead',
  'alarm',
] as const;
export const zFreezeReason = z.enum(FREEZE_REASONS);
export type FreezeReason = z.infer<typeof zFreezeReason>;

const zPrunePoint = z.object({
  setId: z.string(),
  kind: zSetKind,
  at: zIso,
  outcome: z.enum(['complete', 'incomplete']),
  verified: z.boolean(),
  storedBytes: zCount,
  stays: z.boolean(),
  /** Empty where it goes. */
  reasons: z.array(zKeepReason),
});

/** A set in the trash of its vault. Nothing brings it back after `until`, at the first clean-up from then on. */
export const zTrashedSet = z.object({
  setId: z.string(),
  kind: zSetKind,
  at: zIso,
  storedBytes: zCount,
  removedAt: zIso,
  until: zIso,
  /** Goes for good now. */
  isDue: z.boolean(),
});
export type TrashedSet = z.infer<typeof zTrashedSet>;

/** What cleaning up would do, computed and shown first; points oldest first. */
export const zPrunePlan = z.object({
  keep: z.string(),
  frozen: zFreezeReason.optional(),
  points: z.array(zPrunePoint),
  trash: z.array(zTrashedSet),
});
export type PrunePlan = z.infer<typeof zPrunePlan>;

const zMovedSet = z.object({ setId: z.string(), kind: zSetKind, at: zIso, storedBytes: zCount });

export const zPruneResult = z.object({
  outcome: zRunOutcome,
  /** For `skipped`. */
  frozen: zFreezeReason.optional(),
  /** Into the trash, deleted for good, back out of the trash. */
  removed: z.array(zMovedSet),
  purged: z.array(zMovedSet),
  returned: z.array(zMovedSet),
  /** Points that are left, and sets that can be brought back. */
  kept: zCount,
  inTrash: zCount,
  seconds: z.number(),
});
export type PruneResult = z.infer<typeof zPruneResult>;
