import type { Alarm } from '../contract/index.ts';
import type { Words } from './create-words.ts';

/** An alarm for people: what happened, what is known of it, one line each, and what to do. */
export interface AlarmText {
  readonly what: string;
  readonly lines: readonly string[];
  readonly next: string;
}

/** `time` writes a moment as the reader wants it; `nameOf` makes a name safe to be shown. */
export function alarmText(
  words: Words,
  alarm: Alarm,
  { time, nameOf = (name) => name }: { time: (iso: string) => string; nameOf?: (name: string) => string },
): AlarmText {
  const { cause, facts, failure, plans } = alarm;
  const told = failure && words.failure({ ...failure, ...(failure.subject && { subject: nameOf(failure.subject) }) });
  const isPlain = plans.length === 1 && plans[0]?.name === alarm.name;
  return {
    what: words(`alarm.what.${cause}`, { name: nameOf(alarm.name) }),
    lines: [
      ...(told ? [told.sentence] : []),
      ...(facts.why ? [words(`fleet.why.${facts.why}`)] : []),
      ...(plans.length === 0 || isPlain
        ? []
        : [words('alarm.plans', { names: plans.map(({ name }) => nameOf(name)).join(', ') })]),
      alarm.count > 1
        ? words('alarm.since-and-count', { at: time(alarm.faultAt), count: alarm.count })
        : words('alarm.since', { at: time(alarm.faultAt) }),
      ...(facts.lastGoodAt ? [words('alarm.last-good', { at: time(facts.lastGoodAt) })] : []),
      ...(cause === 'no-good-point' && !facts.lastGoodAt ? [words('alarm.no-good')] : []),
      ...(facts.fullAt ? [words('alarm.full-at', { at: time(facts.fullAt) })] : []),
      ...(facts.heardAt ? [words('alarm.heard-at', { at: time(facts.heardAt) })] : []),
      ...lifeLines(words, alarm, { time, nameOf }),
    ],
    next: told?.next ?? words(`alarm.next.${cause}`),
  };
}

function lifeLines(
  words: Words,
  { acknowledged, closedAt, closedBy, calmSince }: Alarm,
  { time, nameOf }: { time: (iso: string) => string; nameOf: (name: string) => string },
): string[] {
  if (closedAt !== undefined)
    return [
      closedBy === undefined
        ? words('alarm.over-at', { at: time(closedAt) })
        : words('alarm.over-by', { at: time(closedAt), by: nameOf(closedBy) }),
    ];
  const calm = calmSince === undefined ? [] : [words('alarm.calm-since', { at: time(calmSince) })];
  if (!acknowledged) return calm;
  const { by, until, note } = acknowledged;
  const who = { by: nameOf(by), until: time(until) };
  return [
    ...calm,
    note === undefined
      ? words('alarm.acknowledged', who)
      : words('alarm.acknowledged-note', { ...who, note: nameOf(note) }),
  ];
}
