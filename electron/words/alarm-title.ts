import type { Alarm } from '../contract/index.ts';
import type { Words } from './create-words.ts';

/** What is wrong, in one line and without the computer. */
export function alarmTitle(words: Words, { cause, name }: Pick<Alarm, 'cause' | 'name'>): string {
  return words(`letter.alarm.${cause}.what`, { name });
}
