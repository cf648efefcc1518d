import type { Words } from '../../../electron/words/index.ts';

/** "15 minutes" of `15m`. */
export function stepName(words: Words, step: string): string {
  const count = Number.parseInt(step, 10);
  return words(step.endsWith('m') ? 'window.rules.minutes' : 'window.rules.hours', { count });
}
