import { z } from 'zod';
import { zAcceptedGap, zAcceptGap, zAlarm, zAlarmAcknowledge, zAlarmBoard, zTelling } from './alarm-shapes.ts';
import { zConsolidateResult } from './consolidate-shapes.ts';
import { zCopyInput, zCopyResult } from './copy-shapes.ts';
import { zFleet, zFleetVaults } from './fleet-shapes.ts';
import { VERBS, zConfigImported, zDiagnostics, zRunFilter, zRunPage, zRunTroubles } from './history-shapes.ts';
import { zLimits, zLimitsChange } from './limits.ts';
import { zChannel, zNotifyChange, zNotifySettings, zNotifyTested } from './notify-shapes.ts';
import { zPin, zPinChange, zPinState } from './pin-shapes.ts';
import { zDiskAdd, zDiskAdded, zDiskEjected, zDiskName, zPlaceTested } from './place-shapes.ts';
import { zPlan, zPlanAdded, zPlanChange, zPlanCopy, zPlanInput, zStatus } from './plan-shapes.ts';
import { zPrunePlan, zPruneResult } from './prune-shapes.ts';
import { zRepairResult } from './repair-shapes.ts';
import { zHolidays, zPlannedRuns, zScheduleDraft, zScheduleEvent, zScheduleLook } from './schedule-shapes.ts';
import {
  zBackupResult,
  zEstimate,
  zFailure,
  zFilePage,
  zFilePreview,
  zFileVersion,
  zFindResult,
  zIso,
  zName,
  zNearestFolder,
  zPoint,
  zProgress,
  zRef,
  zRestoreInput,
  zRestorePreview,
  zRestoreResult,
  zSecret,
  zSetKind,
  zUndoResult,
} from './shapes.ts';
import { zVaultOpened, zVerifyLevel, zVerifyResult } from './verify-shapes.ts';

/**
 * Everything the window may ask the engine's service, in one table: dispatcher, allow-list and types derive from it.
 * The receiver parses what it is sent; long work answers at once with a job id and is followed on the topic `jobs`.
 */
export const CALLS = {
  'app.hello': call(z.object({ contract: z.number() }), z.object({ contract: z.number(), version: z.string() })),
  'status.get': call(z.object({}), zStatus),
  'plan.list': call(z.object({}), z.array(zPlan)),
  /** `secret`: what a new encrypted vault goes behind, or opens one that is there. */
  'plan.add': call(zPlanInput.extend({ secret: zSecret.default({}) }), zPlanAdded),
  /** Of a plan of this computer, `pin` where one is set: fails with `pin-needed`, `pin-wrong`, `pin-wait`. */
  'plan.remove': call(z.object({ plan: zRef, pin: zPin.optional() }), z.object({})),
  /** `pin` for another rule of what is kept or other sources, as above. */
  'plan.edit': call(z.object({ plan: zRef, change: zPlanChange, pin: zPin.optional() }), zPlan),
  /** Another disk takes turns with those of the plan; a vault is made on it where there is none. Fails as `plan.edit` for want of the PIN. */
  'disk.add': call(zDiskAdd.extend({ plan: zRef, secret: zSecret.default({}), pin: zPin.optional() }), zDiskAdded),
  /** `disk`: its name, the id of its vault, or where it is. */
  'disk.rename': call(z.object({ plan: zRef, disk: zRef, name: zDiskName }), z.object({})),
  /** What is on it stays there. Fails with `disk-last`, and for want of the PIN. */
  'disk.remove': call(z.object({ plan: zRef, disk: zRef, pin: zPin.optional() }), z.object({})),
  /** Lets go of a disk, so that it can be unplugged; left out, that of the place in use. Fails with `disk-busy`, `eject-refused`. */
  'disk.eject': call(z.object({ plan: zRef, disk: zRef.optional() }), zDiskEjected),
  'plan.pause': call(z.object({ plan: zRef }), z.object({})),
  'plan.resume': call(z.object({ plan: zRef }), z.object({})),
  /** A plan found in an opened vault goes on here, with its sources where they are now. */
  'plan.adopt': call(
    z.object({
      plan: zRef,
      sources: z
        .array(z.object({ label: z.string().max(8192), path: z.string().min(1).max(8192) }))
        .max(1000)
        .default([]),
    }),
    zPlanAdded,
  ),
  'plan.estimate': call(
    z.object({
      sources: z.array(z.string().min(1).max(8192)).min(1).max(1000),
      exclude: z.array(z.string().min(1).max(1000)).max(1000).default([]),
      vault: z.string().max(8192).optional(),
      /** Milliseconds. */
      patience: z.number().int().min(1).max(600_000).default(2000),
    }),
    zEstimate,
  ),
  /** What all plans of this computer are to run until then, holidays and spread included, in order. */
  'schedule.until': call(z.object({ until: zIso }), zPlannedRuns),
  /** What a schedule that is being written would do on this computer until then; each rule is judged by itself. */
  'schedule.look': call(zScheduleDraft, zScheduleLook),
  /** Something that plans may wait for has happened: what wants to run for it does. */
  'schedule.event': call(z.object({ event: zScheduleEvent }), z.object({})),
  'holiday.get': call(z.object({}), zHolidays),
  /** All days on which nobody works. Fails with `holiday-invalid`. */
  'holiday.set': call(z.object({ holidays: zHolidays }), zHolidays),
  /** Nobody has touched keyboard or mouse for so many seconds: for plans that wait for that. */
  'schedule.idle': call(z.object({ seconds: z.number().int().nonnegative() }), z.object({})),
  /** The computer was asleep: what has become due is looked for now and not at the next look. */
  'schedule.wake': call(z.object({}), z.object({})),
  'run.list': call(
    zRunFilter.extend({
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    zRunPage,
  ),
  'run.troubles': call(z.object({ run: z.number().int() }), zRunTroubles),
  /** RFC 4180, UTF-8, one line a run, a header in the language asked for. */
  'run.csv': call(zRunFilter.extend({ language: z.enum(['en', 'zh-CN']) }), z.object({ csv: z.string() })),
  'exclude.builtin': call(z.object({}), z.array(z.object({ pattern: z.string(), why: z.string() }))),
  'point.list': call(z.object({ plan: zRef }), z.array(zPoint)),
  'file.list': call(
    z.object({
      plan: zRef,
      at: zRef.default('latest'),
      path: z.string().max(8192).default(''),
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    zFilePage,
  ),
  /** Where to go on from a folder that the point does not hold. */
  'folder.nearest': call(z.object({ plan: zRef, at: zRef, path: z.string().min(1).max(8192) }), zNearestFolder),
  'file.find': call(
    z.object({
      pattern: z.string().min(1).max(500),
      plan: zRef.optional(),
      limit: z.number().int().min(1).max(1000).default(200),
      /** Only files that are gone from the newest point. */
      deletedOnly: z.boolean().default(false),
    }),
    zFindResult,
  ),
  'file.versions': call(z.object({ plan: zRef, path: z.string().min(1).max(8192) }), z.array(zFileVersion)),
  'file.preview': call(z.object({ plan: zRef, at: zRef, path: z.string().min(1).max(8192) }), zFilePreview),
  'vault.open': call(
    z.object({
      place: z.string().min(1).max(8192),
      secret: zSecret.default({}),
      credentials: z.string().min(1).max(8192).optional(),
    }),
    zVaultOpened,
  ),
  /** Opens the vault of a plan until the program ends or `vault.lock`. Fails with `key-wrong`. */
  'vault.unlock': call(z.object({ plan: zRef, secret: zSecret }), z.object({})),
  'vault.lock': call(z.object({ plan: zRef }), z.object({})),
  /** `secret` opens it now, `next` from now on. Fails with `key-wrong`, `passphrase-weak`, and as `plan.remove` for want of the PIN. */
  'vault.passphrase': call(
    z.object({ plan: zRef, secret: zSecret, next: z.string().max(1024), pin: zPin.optional() }),
    z.object({}),
  ),
  /**
   * What is at a place before a plan is made there: nothing, backups that are not encrypted, encrypted ones that this
   * computer can add to, or ones that it has no key for. Throws what opening a vault throws.
   */
  'vault.look': call(
    z.object({ place: z.string().min(1).max(8192), credentials: z.string().min(1).max(8192).optional() }),
    z.object({ holds: z.enum(['nothing', 'plain', 'known', 'locked']) }),
  ),
  /** Writes a small file to a place, reads it back, lists and removes it. Fails as writing a backup there would. */
  'place.test': call(
    z.object({
      place: z.string().min(1).max(8192),
      credentials: z.string().min(1).max(8192).optional(),
      newHostKey: z.boolean().default(false),
    }),
    zPlaceTested,
  ),
  /** The vaults whose computers can be asked about; touches none of them. */
  'fleet.vaults': call(z.object({}), zFleetVaults),
  /** All computers of one vault, by its id, worst first. Throws what opening a vault throws. */
  'fleet.get': call(z.object({ vault: zRef }), zFleet),
  /** The recovery key, for the eyes of who has opened the vault of this plan. Fails with `key-needed`, and for want of the PIN. */
  'kit.key': call(z.object({ plan: zRef, pin: zPin.optional() }), z.object({ recoveryKey: z.string() })),
  /** The recovery kit as a PDF. Only for the shell, which asks a person where to. Fails as `kit.key`. */
  'kit.make': call(
    z.object({ plan: zRef, language: z.enum(['en', 'zh-CN']), pin: zPin.optional() }),
    z.object({ base64: z.string() }),
  ),
  'restore.preview': call(zRestoreInput, zRestorePreview),
  'backup.start': call(
    z.object({
      plan: zRef,
      kind: zSetKind.optional(),
      rehash: z.boolean().default(false),
      fresh: z.boolean().default(false),
    }),
    z.object({ jobId: z.string() }),
  ),
  'restore.start': call(zRestoreInput, z.object({ jobId: z.string() })),
  'verify.start': call(
    z.object({ plan: zRef, at: zRef.optional(), level: zVerifyLevel.default('read'), copy: zRef.optional() }),
    z.object({ jobId: z.string() }),
  ),
  /** A new full from what is stored, without reading the sources. Its point is that of `at`, the newest where it is left out. */
  'consolidate.start': call(z.object({ plan: zRef, at: zRef.optional() }), z.object({ jobId: z.string() })),
  'copy.add': call(zCopyInput, zPlanCopy),
  /** What is there stays. Fails as `plan.remove` for want of the PIN. */
  'copy.remove': call(z.object({ plan: zRef, copy: zRef, pin: zPin.optional() }), z.object({})),
  /** Brings the copies of a plan up to date, or one of them. */
  'copy.start': call(z.object({ plan: zRef, copy: zRef.optional() }), z.object({ jobId: z.string() })),
  /**
   * `ours`: we did that, or it has been put right; ends the hold, and fails as `plan.remove` for want of the PIN. `attack`: nobody here did, or it
   * was a slip. Fails with `not-held`.
   */
  'hold.answer': call(
    z.object({ plan: zRef, answer: z.enum(['ours', 'attack']), by: zName, pin: zPin.optional() }),
    z.object({}),
  ),
  /** Good copies beside what is damaged, from any place of the plan that has the bytes. Known damage, or all of one point's chain. */
  'repair.start': call(z.object({ plan: zRef, at: zRef.optional() }), z.object({ jobId: z.string() })),
  'undo.start': call(z.object({ restore: zRef }), z.object({ jobId: z.string() })),
  /** The watchdog looks now; answers what is open, worst first. */
  'alarm.look': call(z.object({}), zAlarmBoard),
  /** Those that are over, newest first. */
  'alarm.closed': call(z.object({ limit: z.number().int().min(1).max(1000).default(200) }), z.array(zAlarm)),
  /** Fails with `alarm-unknown`. */
  'alarm.acknowledge': call(zAlarmAcknowledge, zAlarm),
  /** What the shell is to show as a notification of the system, once each; taken for ten minutes, until `alarm.told`. */
  'alarm.claim': call(z.object({}), z.object({ telling: zTelling.optional() })),
  'alarm.told': call(z.object({ telling: zRef }), z.object({})),
  'gap.accepted': call(z.object({ plan: zRef }), z.array(zAcceptedGap)),
  'gap.accept': call(zAcceptGap, zAcceptedGap),
  /** `gap`: its id or pattern. Fails with `path-unknown`. */
  'gap.refuse': call(z.object({ plan: zRef, gap: z.string().max(8192) }), z.object({})),
  /** What cleaning up would throw away; `keep` asks for another rule than the plan's. Fails with `keep-invalid`. */
  'prune.preview': call(z.object({ plan: zRef, keep: z.string().max(1000).optional() }), zPrunePlan),
  /** `undo` brings back what is still in the trash, and needs no PIN; all else fails without it as `plan.remove`. */
  'prune.start': call(
    z.object({ plan: zRef, undo: z.boolean().default(false), pin: zPin.optional() }),
    z.object({ jobId: z.string() }),
  ),
  /** `discard`: nothing of what a backup has stored is kept for the next to go on with. */
  'job.cancel': call(z.object({ jobId: zRef, discard: z.boolean().default(false) }), z.object({})),
  'job.pause': call(z.object({ jobId: zRef }), z.object({})),
  'job.resume': call(z.object({ jobId: zRef }), z.object({})),
  'pin.get': call(z.object({}), zPinState),
  'pin.set': call(zPinChange, zPinState),
  /** Who is told by mail or webhook, without what is secret. */
  'notify.get': call(z.object({}), zNotifySettings),
  /** Fails with `channel-address` for a webhook that has no address yet, and as `plan.remove` for want of the PIN. */
  'notify.set': call(zNotifyChange.extend({ pin: zPin.optional() }), zNotifySettings),
  /** Sends a message that says that it is a test. Fails with `channel-unset` and every other code of a channel. */
  'notify.test': call(z.object({ channel: zChannel }), zNotifyTested),
  'limits.get': call(z.object({}), zLimits),
  'limits.set': call(zLimitsChange, zLimits),
  'config.export': call(z.object({}), z.object({ json: z.string() })),
  /** Nothing that is here already is changed. Fails for want of the PIN, but for a `preview`, where it says who is told. */
  'config.import': call(
    z.object({ json: z.string().max(10_000_000), preview: z.boolean().default(false), pin: zPin.optional() }),
    zConfigImported,
  ),
  /** A ZIP for whoever helps, with secrets and names of files left out; `preview` only lists what would be in it. */
  'diagnostics.make': call(
    z.object({ to: z.string().max(8192).optional(), preview: z.boolean().default(false) }),
    zDiagnostics,
  ),
} as const;

function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { input, output };
}

export type CallName = keyof typeof CALLS;
export type CallInput<N extends CallName> = z.input<(typeof CALLS)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof CALLS)[N]['output']>;

const zJobResult = z.union([
  zBackupResult,
  zRestoreResult,
  zVerifyResult,
  zUndoResult,
  zConsolidateResult,
  zPruneResult,
  zCopyResult,
  zRepairResult,
]);

export const zJob = z.object({
  id: z.string(),
  verb: z.enum(VERBS),
  planId: z.string(),
  startedAt: z.iso.datetime({ precision: 3 }),
  /** Only where it is done. */
  endedAt: z.iso.datetime({ precision: 3 }).optional(),
  /** `waiting`: another job of the same plan comes first. */
  state: z.enum(['waiting', 'running', 'paused', 'cancelling', 'done']),
  progress: zProgress.optional(),
  result: zJobResult.optional(),
  failure: zFailure.optional(),
  /** Every gap or failure of the result by its code; the lists in `result` may be cut short. */
  troubles: z.record(z.string(), z.number().int().positive()).optional(),
});
export type Job = z.infer<typeof zJob>;

/** Topics carry whole values with a growing revision, never deltas: a watcher that missed some is right again with the next. */
export const TOPICS = {
  plans: z.array(zPlan),
  jobs: z.array(zJob),
  alarms: zAlarmBoard,
} as const;
export type TopicName = keyof typeof TOPICS;
export type TopicValue<N extends TopicName> = z.output<(typeof TOPICS)[N]>;

/** What travels between window, shell and service. */
export const zAsk = z.object({
  id: z.number().int(),
  call: z.enum(Object.keys(CALLS) as [CallName, ...CallName[]]),
  input: z.unknown(),
});
export type Ask = z.infer<typeof zAsk>;
export type Reply<T = unknown> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: z.infer<typeof zFailure> };
export type ServiceMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly kind: 'topic'; readonly topic: TopicName; readonly revision: number; readonly value: unknown };
