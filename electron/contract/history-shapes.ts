import { z } from 'zod';
import { FREEZE_REASONS } from './prune-shapes.ts';
import { CONDITIONS } from './schedule-shapes.ts';
import { zCount, zFailure, zIso, zRef, zRunOutcome, zSetKind } from './shapes.ts';

export const SKIP_REASONS = [
  'paused',
  'busy',
  'vault-unavailable',
  'sources-unavailable',
  'not-running',
  'battery-low',
  ...CONDITIONS,
  ...FREEZE_REASONS,
] as const;

export const VERBS = ['backup', 'restore', 'verify', 'undo', 'consolidate', 'prune', 'copy', 'repair'] as const;
const zVerb = z.enum(VERBS);

/** One line of the history. A run that is still going on has no `endedAt` and no `outcome`. */
export const zRun = z.object({
  id: zCount,
  planId: z.string(),
  planName: z.string(),
  verb: zVerb,
  startedAt: zIso,
  endedAt: zIso.optional(),
  outcome: zRunOutcome.optional(),
  /** For `skipped`: why nothing was done. */
  skip: z.enum(SKIP_REASONS).optional(),
  failure: zFailure.optional(),
  kind: zSetKind.optional(),
  setId: z.string().optional(),
  seconds: z.number().optional(),
  files: zCount.optional(),
  bytes: zCount.optional(),
  storedBytes: zCount.optional(),
  /** Gaps of a backup, failures of a restore, damage of a verification, by code. */
  troubles: z.record(z.string(), zCount),
  /** Where a restore gave files back to. */
  to: z.string().optional(),
  /** Backups that a clean-up moved to the trash, deleted for good, or brought back. */
  cleaned: z.object({ removed: zCount, purged: zCount, returned: zCount }).optional(),
  /** Name of the failover place that a backup went to. */
  stoodIn: z.string().optional(),
  undo: z.object({ restore: z.string(), until: zIso, replaced: zCount }).optional(),
});
export type Run = z.infer<typeof zRun>;
export const zRunPage = z.object({ rows: z.array(zRun), total: zCount });
export type RunPage = z.infer<typeof zRunPage>;
export const zRunFilter = z.object({
  plan: zRef.optional(),
  verb: zVerb.optional(),
  outcome: zRunOutcome.optional(),
  from: zIso.optional(),
  to: zIso.optional(),
});
export type RunFilter = z.infer<typeof zRunFilter>;

/** The gaps or failures of one run, one code a group. */
export const zRunTroubles = z.array(
  z.object({
    code: z.string(),
    count: zCount,
    paths: z.array(z.object({ path: z.string(), lastGoodSet: z.string().optional() })),
  }),
);
export type RunTroubles = z.infer<typeof zRunTroubles>;

export const zConfigImported = z.object({
  added: z.array(z.string()),
  /** Plans of the same name, or what cannot be made on this computer; nothing of these was changed. */
  skipped: z.array(z.object({ name: z.string(), failure: zFailure })),
  /** Those that are new here. */
  holidays: z.array(z.string()),
  /** Who is told: `nobody` where the file says nothing of it, `kept` where somebody is told here already. */
  told: z.enum(['nobody', 'taken', 'kept']),
  /** What is secret is in no such file, and has to be typed here: until then nobody is told in that way. */
  toType: z.array(z.enum(['mail-password', 'webhook-address'])),
});
export type ConfigImported = z.infer<typeof zConfigImported>;

export const zDiagnostics = z.object({
  path: z.string().optional(),
  entries: z.array(z.object({ name: z.string(), bytes: zCount, text: z.string() })),
});
export type Diagnostics = z.infer<typeof zDiagnostics>;
