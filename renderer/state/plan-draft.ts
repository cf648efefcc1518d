import {
  type CallInput,
  NO_TIMING,
  type Plan,
  type PlanChange,
  type Scheme,
  type Timing,
} from '../../electron/contract/index.ts';
import { DEFAULT_KEEP, type KeepChoice, keepChoiceOf, keepOf } from './keep-choice.ts';
import { type PlaceHolds, type Protection, protectionInput, protectionTrouble, UNPROTECTED } from './protection.ts';
import { DEFAULT_CHOICE } from './schedule-choice.ts';
import { rulesOf, type ScheduleRule, scheduleOfRules } from './schedule-rules.ts';

/** A plan while it is being written. `level` undefined: what the engine thinks best. */
export interface PlanDraft {
  readonly sources: readonly string[];
  readonly vault: string | undefined;
  /** The file that opens it, where it is no folder. */
  readonly credentials?: string | undefined;
  /** What a person typed; undefined while the name follows from the folders. */
  readonly ownName: string | undefined;
  /** At least one, which may be `hand`. */
  readonly rules: readonly ScheduleRule[];
  readonly timing: Timing;
  readonly keep: KeepChoice;
  readonly scheme: Scheme;
  readonly level: number | undefined;
  readonly exclude: readonly string[];
  /** Whether a file is laid that nobody has a reason to change. */
  readonly watchFile: boolean;
  /** Whether files are read from shadow copies, where there are any. */
  readonly useShadowCopies: boolean;
  /** Only of a plan that is being made. */
  readonly protection: Protection;
  /** Whether a schedule switches the start with the computer on, where that is off. Nothing of the plan. */
  readonly startsWithComputer: boolean;
}

export const EMPTY_DRAFT: PlanDraft = {
  sources: [],
  vault: undefined,
  ownName: undefined,
  rules: [{ choice: DEFAULT_CHOICE }],
  timing: NO_TIMING,
  keep: DEFAULT_KEEP,
  scheme: 'automatic',
  level: undefined,
  exclude: [],
  watchFile: false,
  useShadowCopies: true,
  protection: UNPROTECTED,
  startsWithComputer: true,
};

export function draftOf(plan: Plan): PlanDraft {
  return {
    sources: plan.sources.map(({ path }) => path),
    vault: plan.vault,
    ownName: plan.name,
    rules: rulesOf(plan.schedule),
    timing: plan.timing,
    keep: keepChoiceOf(plan.keep),
    scheme: plan.scheme,
    level: plan.level,
    exclude: plan.exclude,
    watchFile: plan.watchFiles !== undefined,
    useShadowCopies: plan.useShadowCopies,
    protection: UNPROTECTED,
    // Who left it off with a schedule before is not made to do so again.
    startsWithComputer: plan.schedule === '',
  };
}

/** Whether the schedule needs the program to be there when the computer starts, and the person wants that. */
export function wantsStart({ rules, startsWithComputer }: PlanDraft): boolean {
  return startsWithComputer && scheduleOfRules(rules) !== '';
}

/** The plan to be added; undefined while an answer is missing. `holds`: what is at its place already. */
export function inputOf(draft: PlanDraft, name: string, holds?: PlaceHolds): CallInput<'plan.add'> | undefined {
  if (draft.sources.length === 0 || draft.vault === undefined || name.trim() === '') return undefined;
  if (protectionTrouble(draft.protection, holds) !== undefined) return undefined;
  return {
    name: name.trim(),
    sources: [...draft.sources],
    vault: draft.vault,
    ...(draft.credentials !== undefined && { credentials: draft.credentials }),
    scheme: draft.scheme,
    exclude: [...draft.exclude],
    schedule: scheduleOfRules(draft.rules),
    keep: keepOf(draft.keep),
    watchFile: draft.watchFile,
    useShadowCopies: draft.useShadowCopies,
    ...(isOtherTiming(NO_TIMING, draft.timing) && { timing: draft.timing }),
    ...(draft.level !== undefined && { level: draft.level }),
    ...protectionInput(draft.protection, holds),
  };
}

/** Only what differs from the plan as it is, so that nothing is written back that somebody else has changed meanwhile. */
export function changeOf(plan: Plan, draft: PlanDraft, name: string): PlanChange {
  const before = draftOf(plan);
  const isOther = (key: 'sources' | 'exclude') => JSON.stringify(before[key]) !== JSON.stringify(draft[key]);
  const schedule = scheduleOfRules(draft.rules);
  return {
    ...(name.trim() !== plan.name && { name: name.trim() }),
    ...(isOther('sources') && { sources: [...draft.sources] }),
    ...(isOther('exclude') && { exclude: [...draft.exclude] }),
    ...(draft.scheme !== plan.scheme && { scheme: draft.scheme }),
    ...(draft.level !== undefined && draft.level !== plan.level && { level: draft.level }),
    ...(schedule !== scheduleOfRules(before.rules) && { schedule }),
    ...(isOtherTiming(before.timing, draft.timing) && { timing: draft.timing }),
    ...(draft.useShadowCopies !== before.useShadowCopies && { useShadowCopies: draft.useShadowCopies }),
    ...(draft.watchFile !== before.watchFile && { watchFile: draft.watchFile }),
    ...(keepOf(draft.keep) !== keepOf(before.keep) && { keep: keepOf(draft.keep) }),
  };
}

function isOtherTiming(before: Timing, after: Timing): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}
