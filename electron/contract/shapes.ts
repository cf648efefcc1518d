import { z } from 'zod';
import { ERRORS, type ErrorCode, GAP_CODES, HOLDING_VERBS, RESTORE_FAILURE_CODES, STARTERS } from './errors.ts';
import { zHold } from './hold-shapes.ts';
import { zPlaceLock } from './lock-shapes.ts';
import { zShadowUse } from './shadow-shapes.ts';
import { zNotKept, zRestoreNotice } from './losses.ts';

/** Times are ISO 8601 strings in UTC, bytes and counts are numbers, paths are for display: `pathBase64` stands beside one that is not valid UTF-8. */
export const SET_KINDS = ['full', 'incremental', 'differential'] as const;
export const zSetKind = z.enum(SET_KINDS);
export type SetKind = z.infer<typeof zSetKind>;

export const zScheme = z.enum(['automatic', 'full', 'incremental', 'differential']);
export type Scheme = z.infer<typeof zScheme>;

export const zPlanState = z.enum(['paused', 'never', 'failing', 'overdue', 'incomplete', 'written', 'protected']);
export type PlanState = z.infer<typeof zPlanState>;

export const zName = z.string().min(1).max(200);
export const zPath = z.string().min(1).max(8192);
/** How something is called in an ask: a plan by id or name, a point, a job. */
export const zRef = z.string().max(500);
export const zIso = z.iso.datetime({ precision: 3 });
export const zCount = z.number().int().nonnegative();
const zErrorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

export const zHolder = z.object({
  verb: z.enum(HOLDING_VERBS),
  plan: z.string(),
  since: zIso,
  by: z.enum(STARTERS).optional(),
  user: z.string().optional(),
  computer: z.string().optional(),
});

export const zFailure = z.object({
  code: zErrorCode,
  subject: z.string().optional(),
  detail: z.string().optional(),
  holder: zHolder.optional(),
});

/** A look at folders before the first run. `complete` is false where `patience` ended first: everything is then "at least". */
export const zEstimate = z.object({
  files: zCount,
  bytes: zCount,
  unreadable: zCount,
  complete: z.boolean(),
  /** What each pattern leaves out, the user's own first. */
  leftOut: z.array(
    z.object({ pattern: z.string(), builtin: z.boolean(), entries: zCount, example: z.string().optional() }),
  ),
  /** How long a first backup takes, from what this computer did before; absent where nothing is known. */
  seconds: z.number().optional(),
  freeBytes: zCount.optional(),
  /** Whether any of the folders lies on the disk of the place; absent without a place. */
  isSameDisk: z.boolean().optional(),
});
export type Estimate = z.infer<typeof zEstimate>;

/** What opens an encrypted vault, as it was typed: one of the two. Never stored, and never written into a log. */
export const zSecret = z.object({
  passphrase: z.string().max(1024).optional(),
  recoveryKey: z.string().max(10_000).optional(),
});
export type Secret = z.infer<typeof zSecret>;

export const zGap = z.object({
  path: z.string(),
  pathBase64: z.string().optional(),
  code: z.enum(GAP_CODES),
  lastGoodSet: z.string().optional(),
});
export type Gap = z.infer<typeof zGap>;

export const zRunOutcome = z.enum(['complete', 'incomplete', 'cancelled', 'failed', 'skipped']);
export type RunOutcome = z.infer<typeof zRunOutcome>;

/** Why a run made another kind of set than the scheme or the user asked for. */
export const KIND_REASONS = [
  'first',
  'asked',
  'scheme',
  'chain-long',
  'parent-missing',
  'parent-damaged',
  'no-full',
  'locked',
] as const;

/** The disk that a run has written to, once it has ended. */
export const zUsedDisk = z.object({
  vaultId: z.string(),
  name: z.string(),
  place: z.string(),
  /** Everything is on the disk and nothing of this program uses it any more. */
  canUnplug: z.boolean(),
});
export type UsedDisk = z.infer<typeof zUsedDisk>;

export const zBackupResult = z.object({
  outcome: zRunOutcome,
  kind: zSetKind,
  kindReason: z.enum(KIND_REASONS),
  setId: z.string().nullable(),
  files: z.object({
    scanned: zCount,
    new: zCount,
    changed: zCount,
    moved: zCount,
    unchanged: zCount,
    deleted: zCount,
    gaps: zCount,
  }),
  /** Sockets, pipes and devices, which hold nothing to save. */
  special: zCount,
  bytes: z.object({ scanned: zCount, read: zCount, stored: zCount }),
  seconds: z.number(),
  gaps: z.array(zGap),
  /** What it found changed looks like malware or a slip: the plan is held. */
  hold: zHold.optional(),
  /** What an interrupted run had stored and this one did not have to read again. */
  resumed: z.object({ files: zCount, bytes: zCount }).optional(),
  /** Cancelled, and what was stored is kept: the next run goes on from there. */
  resumable: z.literal(true).optional(),
  /** Whether the read-back went past the page cache (`direct`) or may have been answered from it (`cached`). */
  readBack: z.enum(['direct', 'cached']),
  durability: z.enum(['confirmed', 'unconfirmed']),
  /**
   * Only where the set was sent to its place: `read-back`, all of it was read there; `checksum`, the place has compared what it received
   * with a checksum. `readBack` then speaks of the copy that was sent.
   */
  sent: z.enum(['read-back', 'checksum']).optional(),
  /** Only where the place had not confirmed earlier sets: they were read again before this run, and some were not as they were sealed. */
  readAgain: z
    .object({ sets: zCount, bytes: zCount, damaged: z.array(z.object({ setId: z.string(), at: zIso })) })
    .optional(),
  /** Only where the address of the place asks for a lock. */
  lock: zPlaceLock.optional(),
  /** What is free at the place now would hardly do for another run like this one. */
  lowRoom: z.object({ needBytes: zCount, freeBytes: zCount }).optional(),
  notKept: zNotKept.optional(),
  /** Only where the plan wants its files read from shadow copies, on a system that knows them. */
  shadowCopies: zShadowUse.optional(),
  /** Where it went to a disk that can be unplugged. */
  disk: zUsedDisk.optional(),
  /** Name of the failover place that it went to, where the plan's own was away. */
  failover: z.string().optional(),
});
export type BackupResult = z.infer<typeof zBackupResult>;

/** The reason of a cancelled job's signal that asks for nothing of it to be kept. */
export const DISCARD = 'discard';
/** The reason where nobody wanted the job to end: its program, or the computer, is being ended. What was due then is made up for. */
export const ENDING = 'ending';

export const zPoint = z.object({
  setId: z.string(),
  kind: zSetKind,
  at: zIso,
  outcome: z.enum(['complete', 'incomplete']),
  files: zCount,
  bytes: zCount,
  storedBytes: zCount,
  base: z.string().nullable(),
  parent: z.string().nullable(),
  verified: z.boolean(),
  /** The vault it is in, which is one of the plan's places. */
  vaultId: z.string(),
  gaps: zCount,
  /** Only for a full that was made from the backups: the point it was made from. */
  madeFrom: z.string().optional(),
  /** Its plan is held since this point or one before it: what it holds may be worthless. */
  isDoubtful: z.literal(true).optional(),
  /** Of a plan that has copies: in how many places it is good, of how many. */
  copies: z.object({ good: zCount, of: zCount }).optional(),
});
export type Point = z.infer<typeof zPoint>;

export const zEntryType = z.enum(['dir', 'file', 'symlink', 'gap']);

export const zFileRow = z.object({
  path: z.string(),
  pathBase64: z.string().optional(),
  name: z.string(),
  type: zEntryType,
  size: zCount,
  modifiedAt: zIso,
  sha256: z.string().optional(),
  linkTarget: z.string().optional(),
  flags: z.array(z.enum(['changed-while-read', 'hard-link', 'sparse'])),
  gap: z.enum(GAP_CODES).optional(),
});
export type FileRow = z.infer<typeof zFileRow>;

export const zFilePage = z.object({
  setId: z.string(),
  at: zIso,
  path: z.string(),
  total: zCount,
  rows: z.array(zFileRow),
});
export type FilePage = z.infer<typeof zFilePage>;

const zPointTime = z.object({ setId: z.string(), at: zIso });

/** The way on from a folder that a point does not hold: the nearest one above it, and the nearest points that do hold it. */
export const zNearestFolder = zPointTime.extend({
  path: z.string(),
  above: z.string(),
  before: zPointTime.optional(),
  after: zPointTime.optional(),
});
export type NearestFolder = z.infer<typeof zNearestFolder>;

export const zFoundFile = zFileRow.extend({
  planId: z.string(),
  /** Not in the plan's newest point any more. */
  deleted: z.boolean(),
  /** The points that hold this very version, newest first. */
  points: z.array(zPointTime),
});
export type FoundFile = z.infer<typeof zFoundFile>;
export const zFindResult = z.object({ rows: z.array(zFoundFile), more: z.boolean() });
export type FindResult = z.infer<typeof zFindResult>;

/** One content that a path has had. `now` compares it with what is at its original place today. */
export const zFileVersion = z.object({
  setId: z.string(),
  /** Newest point that holds it, and the oldest of the unbroken run of points that do. */
  at: zIso,
  since: zIso,
  size: zCount,
  modifiedAt: zIso,
  sha256: z.string(),
  now: z.enum(['same', 'different', 'missing', 'unknown']),
});
export type FileVersion = z.infer<typeof zFileVersion>;

/** A file's content for the eyes. `none` with a reason where it cannot be shown. */
export const zFilePreview = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), truncated: z.boolean() }),
  z.object({
    kind: z.literal('image'),
    mime: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp']),
    base64: z.string(),
  }),
  z.object({ kind: z.literal('pdf'), base64: z.string() }),
  z.object({ kind: z.literal('none'), reason: z.enum(['type', 'too-large', 'damaged', 'empty', 'no-file']) }),
]);
export type FilePreview = z.infer<typeof zFilePreview>;

export const zConflict = z.enum(['keep-both', 'replace', 'skip', 'newer']);
export type Conflict = z.infer<typeof zConflict>;

export const zRestoreTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), path: zPath }),
  z.object({ kind: z.literal('original-place') }),
  z.object({ kind: z.literal('zip'), path: zPath }),
]);
export type RestoreTarget = z.infer<typeof zRestoreTarget>;

export const zRestoreInput = z.object({
  plan: zRef.min(1),
  at: zRef.min(1).default('latest'),
  /** label/relative or original paths; empty means everything. */
  paths: z.array(zPath).max(10_000).default([]),
  target: zRestoreTarget,
  conflict: zConflict.default('keep-both'),
  /** For `original-place` on another computer: what a source's path was, and what it is here. */
  map: z
    .array(z.object({ from: zPath, to: zPath }))
    .max(1000)
    .default([]),
});
export type RestoreInput = z.input<typeof zRestoreInput>;

export const zRestorePreview = z.object({
  setId: z.string(),
  at: zIso,
  to: z.string(),
  counts: z.object({
    create: zCount,
    replace: zCount,
    keepBoth: zCount,
    skip: zCount,
    keepNewer: zCount,
    same: zCount,
    folders: zCount,
    unavailable: zCount,
  }),
  bytes: zCount,
  /** The first 1,000 files that something else than plain creation would happen to. */
  notable: z.array(
    z.object({ path: z.string(), action: z.enum(['replace', 'keep-both', 'skip', 'keep-newer', 'unavailable']) }),
  ),
});
export type RestorePreview = z.infer<typeof zRestorePreview>;

export const zRestoreResult = z.object({
  outcome: zRunOutcome,
  setId: z.string(),
  files: z.object({ requested: zCount, restored: zCount, skipped: zCount, failed: zCount }),
  bytes: zCount,
  seconds: z.number(),
  to: z.string(),
  /** True if any failure is damage of the vault (exit 6). */
  damaged: z.boolean(),
  failures: z.array(
    z.object({
      path: z.string(),
      pathBase64: z.string().optional(),
      code: z.enum(RESTORE_FAILURE_CODES),
      detail: z.string().optional(),
      lastGoodSet: z.string().optional(),
    }),
  ),
  /** Names that had to differ from the wanted ones, first 1,000. */
  renamed: z.array(z.object({ path: z.string(), as: z.string() })),
  notices: z.array(zRestoreNotice),
  /** Present where it can be taken back until then: the files that it replaced are kept, and what it made can go. */
  undo: z.object({ restore: z.string(), until: zIso, replaced: zCount }).optional(),
});
export type RestoreResult = z.infer<typeof zRestoreResult>;

/** What taking a restore back did: replaced files came back, files that it had made went, changed ones stayed. */
export const zUndoResult = z.object({
  outcome: zRunOutcome,
  restore: z.string(),
  files: z.object({ putBack: zCount, removed: zCount, leftChanged: zCount, failed: zCount }),
  seconds: z.number(),
  to: z.string(),
  failures: z.array(z.object({ path: z.string(), code: z.enum(RESTORE_FAILURE_CODES), detail: z.string().optional() })),
});
export type UndoResult = z.infer<typeof zUndoResult>;

export const PHASES = [
  'preparing',
  'scanning',
  'saving',
  'consolidating',
  'copying',
  'checking',
  'sealing',
  'restoring',
  'verifying',
  'finishing',
] as const;

/** A sample of a job's counters, taken at most 10 times a second. `expected` is an estimate from the previous point. */
export const zProgress = z.object({
  phase: z.enum(PHASES),
  files: z.object({ seen: zCount, done: zCount, expected: zCount.optional() }),
  bytes: z.object({ seen: zCount, done: zCount, stored: zCount, expected: zCount.optional() }),
  gaps: zCount,
  current: z.string().optional(),
});
export type Progress = z.infer<typeof zProgress>;
