import { z } from 'zod';
import { zAlarm, zWatch } from './alarm-shapes.ts';
import { zHold } from './hold-shapes.ts';
import { zPlanPlace, zPlugIn } from './place-shapes.ts';
import { zCondition, zTiming, zTimingChange } from './schedule-shapes.ts';
import { zCount, zFailure, zIso, zName, zPath, zPlanState, zScheme } from './shapes.ts';

/** What a plan is made with. */
export const zPlanInput = z.object({
  name: zName,
  sources: z.array(zPath).min(1).max(1000),
  vault: zPath,
  scheme: zScheme.default('automatic'),
  exclude: z.array(z.string().min(1).max(1000)).max(1000).default([]),
  level: z.number().int().min(1).max(19).optional(),
  /** `daily 18:30; weekly sun 02:00` as docs/CLI.md describes it; empty: only by hand. */
  schedule: z.string().max(1000).default(''),
  /** `daily 7 weekly 5` as docs/CLI.md describes it; empty: everything is kept. */
  keep: z.string().max(1000).default(''),
  timing: zTimingChange.optional(),
  /** A new vault is made an encrypted one. */
  encrypt: z.boolean().default(false),
  /** A file with what the place asks for; its path is remembered, and never what it holds. */
  credentials: zPath.optional(),
  /** As in a change. */
  watchFile: z.boolean().default(false),
  /** As in a change. */
  useShadowCopies: z.boolean().default(true),
});
export type PlanInput = z.input<typeof zPlanInput>;

/** What is left out stays as it is. The vault and the history stay in any case. */
export const zPlanChange = z.object({
  name: zName.optional(),
  sources: z.array(zPath).min(1).max(1000).optional(),
  scheme: zScheme.optional(),
  exclude: z.array(z.string().min(1).max(1000)).max(1000).optional(),
  level: z.number().int().min(1).max(19).optional(),
  schedule: z.string().max(1000).optional(),
  keep: z.string().max(1000).optional(),
  plugIn: zPlugIn.optional(),
  timing: zTimingChange.optional(),
  /** Where the backups have moved to: the same vault, or one of its disks, under another path or address. */
  vault: zPath.optional(),
  /** The file with what that place asks for. */
  credentials: zPath.optional(),
  /** Whether a file lies in each source that nobody has a reason to change: a run that finds it changed holds the plan. */
  watchFile: z.boolean().optional(),
  /** Whether files are read from shadow copies of their volumes, where such can be had: also those that are open then. */
  useShadowCopies: z.boolean().optional(),
});
export type PlanChange = z.infer<typeof zPlanChange>;

/** A copy of a plan. */
export const zPlanCopy = z.object({
  /** Id of the copy, which its marker carries. */
  copy: z.string(),
  name: z.string(),
  place: z.string(),
  failover: z.boolean(),
  keep: z.string(),
  /** Of disks that take turns: the vault of the one whose points it gets. */
  disk: z.string().optional(),
  /** Points that are there and in which no damage was found, and the time of the newest. */
  points: zCount,
  newestAt: zIso.optional(),
  /** When it was looked at last, where that is so long ago that none of its points is counted on. */
  unseenSince: zIso.optional(),
});
export type PlanCopy = z.infer<typeof zPlanCopy>;

export const zPlan = z.object({
  id: z.string(),
  name: z.string(),
  state: zPlanState,
  /** `here` is backed up by this computer; `vault` was only found in an opened vault. */
  origin: z.enum(['here', 'vault']),
  sources: z.array(z.object({ path: z.string(), label: z.string() })),
  /** The place in use; of several disks that take turns, the one that the last run went to. */
  vault: z.string(),
  vaultId: z.string(),
  places: z.array(zPlanPlace),
  /** Of several disks that take turns: the vault of the one to plug in for the next run. */
  nextDisk: z.string().optional(),
  plugIn: zPlugIn,
  /** `locked`: encrypted, and nobody has given the passphrase or the recovery key since the program began. */
  encryption: z.enum(['none', 'open', 'locked']),
  scheme: zScheme,
  exclude: z.array(z.string()),
  level: z.number().int(),
  schedule: z.string(),
  /** Empty: everything. */
  keep: z.string(),
  timing: zTiming,
  /** Absent where nothing is planned: by hand only, paused, or not backed up by this computer. */
  nextRunAt: zIso.optional(),
  /** A run that has come and was not begun yet: `for` what, until then at most; or until it is tried again after a failure. */
  waiting: z.object({ since: zIso, until: zIso, for: zCondition.optional() }).optional(),
  pausedSince: zIso.optional(),
  createdAt: zIso,
  /** Time of the newest point that is complete and was read back. */
  lastGoodAt: zIso.optional(),
  /** Time of a newer one that is complete and that nobody has read yet: the place has only answered that it has it. */
  writtenAt: zIso.optional(),
  /** Whether anything it reads lies on the disk that the backups are on. Absent while no run has seen both. */
  isSameDisk: z.boolean().optional(),
  /**
   * What its place had at the end of the last run or clean-up. `fullAt`: when it will be full if all goes on as in the last weeks;
   * absent where that is not known or further away than 90 days. `isRough`: from less than two weeks.
   */
  space: z
    .object({
      at: zIso,
      freeBytes: zCount,
      totalBytes: zCount,
      fullAt: zIso.optional(),
      isRough: z.literal(true).optional(),
    })
    .optional(),
  /** Other places that its points are copied to, where there are any. */
  copies: z.array(zPlanCopy).optional(),
  /** Files missing from the newest point, where there are any. */
  gaps: zCount.optional(),
  /** All of them were accepted by a person, the first until then: the plan is `incomplete` and protected except for these. */
  accepted: z.object({ files: zCount, until: zIso }).optional(),
  /** The newest point, where damage has been found in it: then the plan is `failing`. Older ones may be good. */
  newestDamaged: z.object({ setId: z.string(), at: zIso }).optional(),
  /** A run found changes that look like malware or a slip: nothing is thrown away before a person has answered, and what it saved is not good. */
  hold: zHold.optional(),
  /** Where files lie that nobody has a reason to change; absent where the plan has none. */
  watchFiles: z.array(z.string()).optional(),
  useShadowCopies: z.boolean(),
  /** A place or a source of it that has not answered since then. Absent also where nobody asks: it is noticed by whoever waits. */
  silent: z.object({ path: z.string(), since: zIso }).optional(),
  /** `run` is its line of the history. */
  lastRun: z.object({ run: zCount, outcome: z.string(), endedAt: zIso, failure: zFailure.optional() }).optional(),
});
export type Plan = z.infer<typeof zPlan>;

export const zPlanAdded = z.object({
  id: z.string(),
  name: z.string(),
  vault: z.string(),
  vaultId: z.string(),
  /** True where the chosen folder held other things, so the vault was made in a new folder `Strongroom` inside it. */
  inSubfolder: z.boolean(),
  encrypted: z.boolean(),
  /** Only where a new encrypted vault was made, and only this once: to be written down. */
  recoveryKey: z.string().optional(),
});
export type PlanAdded = z.infer<typeof zPlanAdded>;

export const zStatus = z.object({
  plans: z.array(zPlan),
  version: z.string(),
  node: z.string(),
  /** True where the catalogue had to be made again from the vaults during this start. */
  catalogueRebuilt: z.boolean(),
  /** Open ones, worst first. */
  alarms: z.array(zAlarm),
  watch: zWatch,
});
export type Status = z.infer<typeof zStatus>;
