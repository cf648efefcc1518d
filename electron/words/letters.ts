import type { Alarm, Language, Letter, LetterBlock, Matter, Telling } from '../contract/index.ts';
import { alarmTitle } from './alarm-title.ts';
import { createWords, type Words } from './create-words.ts';
import { digestLetter } from './digest-letter.ts';
import { createFormats, type Formats } from './formats.ts';

/** Puts into words what somebody is to be told who is not at this computer. */
export function writeLetter(matter: Matter, language: Language, computer: string): Letter {
  const words = createWords(language, 'window');
  const formats = createFormats(language);
  if (matter.kind === 'digest') return digestLetter(words, formats, matter.digest, computer);
  const foot: LetterBlock = { kind: 'note', text: words('letter.foot', { computer }) };
  if (matter.kind === 'test') {
    const text = (key: 'letter.test-text' | 'letter.test-next'): LetterBlock => ({
      kind: 'text',
      text: words(key, { computer }),
    });
    const blocks = [text('letter.test-text'), text('letter.test-next'), foot];
    return { subject: words('letter.test-subject', { computer }), blocks };
  }
  const { tellings } = matter;
  return {
    subject: alarmSubject(words, tellings, computer),
    blocks: [...tellings.flatMap((telling) => tellingBlocks(words, formats, telling)), foot],
  };
}

function alarmSubject(words: Words, tellings: readonly Telling[], computer: string): string {
  // What is wrong comes before what is over.
  const worst = tellings.find(({ kind }) => kind !== 'over') ?? tellings[0];
  if (!worst) return computer;
  const first = words(`letter.subject-${worst.kind}`, { computer, what: alarmTitle(words, worst.alarm) });
  return tellings.length === 1 ? first : words('letter.subject-more', { first, count: tellings.length - 1 });
}

function tellingBlocks(words: Words, formats: Formats, { kind, alarm }: Telling): LetterBlock[] {
  const title = alarmTitle(words, alarm);
  const heading = words.i18n.language === 'en' ? title.charAt(0).toUpperCase() + title.slice(1) : title;
  const since = formats.time(alarm.faultAt);
  if (kind === 'over') {
    const at = formats.time(alarm.closedAt ?? alarm.seenAt);
    const text =
      alarm.closedBy === undefined
        ? words('letter.over-text', { at, since })
        : words('letter.over-by', { by: alarm.closedBy, at, since });
    return [
      { kind: 'heading', text: heading },
      { kind: 'text', text },
    ];
  }
  const failure = alarm.failure && words.failure(alarm.failure);
  const next = words(`letter.alarm.${alarm.cause}.next`);
  const texts = [failure?.sentence, failure?.next ?? next].filter((text) => text !== undefined);
  const rows = alarmRows(words, formats, alarm, failure?.phone);
  return [
    { kind: 'heading', text: heading },
    ...texts.map((text): LetterBlock => ({ kind: 'text', text })),
    { kind: 'facts', rows },
  ];
}

function alarmRows(words: Words, formats: Formats, alarm: Alarm, phone: string | undefined): [string, string][] {
  const { plans, faultAt, count, facts, cause } = alarm;
  const rows: [string, string][] = [[words('letter.since'), formats.time(faultAt)]];
  if (plans.length > 0) rows.push([words('letter.plans'), plans.map(({ name }) => name).join(words('letter.comma'))]);
  if (count > 1) rows.push([words('letter.happened'), words('letter.happened-times', { count })]);
  if (facts.lastGoodAt !== undefined) rows.push([words('letter.last-good'), formats.time(facts.lastGoodAt)]);
  else if (cause === 'no-good-point') rows.push([words('letter.last-good'), words('letter.last-good-none')]);
  if (facts.why !== undefined) rows.push([words('letter.digest-state'), words(`fleet.why.${facts.why}`)]);
  if (phone !== undefined) rows.push([words('letter.code'), phone]);
  return rows;
}
