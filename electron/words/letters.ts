import type { Language, Letter, LetterBlock, Matter, Telling } from '../contract/index.ts';
import { alarmText } from './alarm-text.ts';
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
    subject: alarmSubject(words, formats, tellings, computer),
    blocks: [...tellings.flatMap((telling) => tellingBlocks(words, formats, telling)), foot],
  };
}

function alarmSubject(words: Words, formats: Formats, tellings: readonly Telling[], computer: string): string {
  // What is wrong comes before what is over.
  const worst = tellings.find(({ kind }) => kind !== 'over') ?? tellings[0];
  if (!worst) return computer;
  const { what } = alarmText(words, worst.alarm, formats);
  const first = words(`letter.subject-${worst.kind}`, { computer, what });
  return tellings.length === 1 ? first : words('letter.subject-more', { first, count: tellings.length - 1 });
}

/** As the alarm centre says it: whoever is told and whoever sits there speak of the same. */
function tellingBlocks(words: Words, formats: Formats, { kind, alarm }: Telling): LetterBlock[] {
  const { what, lines, next } = alarmText(words, alarm, formats);
  const blocks: LetterBlock[] = [
    { kind: 'heading', text: what },
    { kind: 'list', items: lines },
  ];
  if (kind === 'over') return blocks;
  blocks.push({ kind: 'text', text: next });
  if (alarm.failure) blocks.push({ kind: 'facts', rows: [[words('letter.code'), words.failure(alarm.failure).phone]] });
  return blocks;
}
