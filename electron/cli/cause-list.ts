import type { Sentence, Words } from '../words/index.ts';
import { indented } from './text/table.ts';

const SHOWN = 20;

/** The first lines of a list, and how many more there are. */
export function firstOf(words: Words, lines: readonly string[], total = lines.length): string[] {
  const shown = lines.slice(0, SHOWN);
  return total > shown.length ? [...shown, words('cli.list.more', { count: total - shown.length })] : shown;
}

/** What went wrong, grouped by why: the most frequent cause first, each with what to do and its first files. */
export function causeLines<T extends { readonly code: string }>(
  words: Words,
  items: readonly T[],
  told: { sentence: (code: T['code']) => Sentence; item: (item: T) => string },
): string[] {
  const byCode = Map.groupBy(items, ({ code }) => code as T['code']);
  const causes = [...byCode].toSorted(([, left], [, right]) => right.length - left.length);
  return causes.flatMap(([code, group]) => {
    const { sentence, next } = told.sentence(code);
    return [
      '',
      words('cli.list.group', { sentence, next, count: group.length }),
      ...indented(firstOf(words, group.map(told.item))),
    ];
  });
}
