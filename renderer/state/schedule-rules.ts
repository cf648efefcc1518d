import type { SetKind } from '../../electron/contract/index.ts';
import { choiceOf, DEFAULT_TIME, type ScheduleChoice, scheduleOf } from './schedule-choice.ts';

/** One rule of a schedule. `kind`: left out, the plan decides what is saved. */
export interface ScheduleRule {
  readonly choice: ScheduleChoice;
  readonly kind?: SetKind;
}

export const RULE_KINDS = ['full', 'differential', 'incremental'] as const satisfies readonly SetKind[];
const BY_HAND: ScheduleRule = { choice: { every: 'hand' } };
/** Offered in turn: the first that is not there yet. */
const MORE: readonly ScheduleChoice[] = [
  { every: 'workday', time: '18:30' },
  { every: 'week', days: ['fri'], time: DEFAULT_TIME },
  { every: 'month', day: 'last', time: DEFAULT_TIME },
];

/** At least one: a plan without a schedule is one that is run by hand. */
export function rulesOf(schedule: string): readonly ScheduleRule[] {
  const parts = schedule.split(';').filter((part) => part.trim() !== '');
  return parts.length === 0 ? [BY_HAND] : parts.map(ruleOf);
}

export function ruleText({ choice, kind }: ScheduleRule): string {
  const text = scheduleOf(choice);
  return kind === undefined || text === '' ? text : `${kind} ${text}`;
}

/** The schedule of all rules; one that says nothing is none. */
export function scheduleOfRules(rules: readonly ScheduleRule[]): string {
  return rules
    .map(ruleText)
    .filter((text) => text !== '')
    .join('; ');
}

/** What somebody typed as one rule may be several. */
export function tidied(rules: readonly ScheduleRule[]): readonly ScheduleRule[] {
  return rules.some(({ choice }) => choice.every === 'own') ? rulesOf(scheduleOfRules(rules)) : rules;
}

/** One more, unlike those that are there. */
export function withAnother(rules: readonly ScheduleRule[]): readonly ScheduleRule[] {
  const known = tidied(rules).filter(({ choice }) => choice.every !== 'hand');
  const there = known.map(({ choice }) => scheduleOf(choice));
  const choice = MORE.find((one) => !there.includes(scheduleOf(one))) ?? { every: 'own', rule: '' };
  return [...known, { choice }];
}

function ruleOf(part: string): ScheduleRule {
  const [first = '', ...rest] = part.trim().split(/\s+/);
  const kind = RULE_KINDS.find((known) => known === first.toLowerCase());
  if (kind === undefined || rest.length === 0) return { choice: choiceOf(part) };
  return { kind, choice: choiceOf(rest.join(' ')) };
}
