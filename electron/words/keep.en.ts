import type { FreezeReason, KeepReason } from '../contract/index.ts';
import type { Sentence } from './errors.en.ts';

type Each<K extends string, V> = { readonly [key in K]: V };
type Period = 'daily' | 'weekly' | 'monthly' | 'yearly';

export interface KeepWords {
  /** Why a backup stays; `period` for those that stand for a stretch of the calendar. */
  readonly why: Each<Exclude<KeepReason['why'], Period>, string>;
  readonly period: Each<Period, string>;
  /** Why nothing is thrown away although the rule says so. */
  readonly frozen: Each<FreezeReason, Sentence>;
}

export const keepEn = {
  why: {
    'no-rule': 'everything is kept',
    newest: 'is the newest',
    last: 'is one of the newest',
    days: 'is recent',
    min: 'is one of the newest good ones, which always stay',
    needed: 'others need it',
    'only-copy': 'has the last copy of a file that could not be saved since',
    'brought-back': 'was brought back from the trash not long ago',
    'before-hold': 'is the last good one from before the changes that somebody has to look at',
    'odd-date': 'its date does not fit those of its neighbours',
    damaged: 'is damaged, which has to be settled first',
  },
  period: {
    daily: 'stands for the day {{period}}',
    weekly: 'stands for the week {{period}}',
    monthly: 'stands for the month {{period}}',
    yearly: 'stands for the year {{period}}',
  },
  frozen: {
    'suspicious-change': {
      sentence:
        'Far more files were changed or gone than usual, and nobody has said yet why. Until then nothing is thrown away.',
      next: 'Look at the files. “strongroom hold PLAN” shows what was found, and there you say whether it was you.',
    },
    damage: {
      sentence: 'Damage was found in the backups of this plan, so nothing is thrown away: what is old may be needed.',
      next: 'Check the backups, and make a new full backup.',
    },
    'last-run-failed': {
      sentence: 'The last backup of this plan did not succeed, so nothing is thrown away.',
      next: 'Back up again; after a backup that succeeds old ones go by themselves.',
    },
    'clock-behind': {
      sentence: 'The clock of this computer shows an earlier time than it did before, so nothing is thrown away by it.',
      next: 'Set the clock right. If it is right now, your IT person can say so with “strongroom prune PLAN --clock-is-right”.',
    },
    'clock-ahead': {
      sentence:
        'There was no backup for far longer than usual, or the clock of this computer has jumped, so nothing is thrown away for now.',
      next: 'Check the clock. Cleaning up goes on by itself after a week of backups, or at once with “strongroom prune PLAN --clock-is-right”.',
    },
    'point-ahead': {
      sentence: 'A backup of this plan is dated in the future, so nothing is thrown away by this clock.',
      next: 'Set the clock right. If it is right now, your IT person can say so with “strongroom prune PLAN --clock-is-right”.',
    },
    alarm: {
      sentence: 'An alarm about this plan is open, so nothing is thrown away: what is old may be all that is left.',
      next: 'The list of alarms says what is wrong and what to do.',
    },
  },
} as const satisfies KeepWords;
