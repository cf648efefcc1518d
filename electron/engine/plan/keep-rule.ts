import { EngineError } from '../base/index.ts';

/** How many of each the rule keeps; a word that was not written is not there. */
export interface KeepRule {
  /** The newest so many points. */
  readonly last?: number;
  /** What was made within so many days. */
  readonly days?: number;
  /** The newest point of each of the last so many days, weeks, months, years that have one. */
  readonly daily?: number;
  readonly weekly?: number;
  readonly monthly?: number;
  readonly yearly?: number;
  /** So many good points stay, whatever the rest of the rule says. */
  readonly min: number;
}

export const PERIODS = ['daily', 'weekly', 'monthly', 'yearly'] as const;
export type Period = (typeof PERIODS)[number];

const WORDS = ['last', 'days', ...PERIODS, 'min'] as const;
type Word = (typeof WORDS)[number];

const MIN_DEFAULT = 3;
const COUNT_MAX = 10_000;
/** What no rule keeps any more rests in the trash for so long. */
export const TRASH_DAYS = 7;

/**
 * `last 10`, `days 30`, `daily 7 weekly 5 monthly 12 yearly 3`, `min 3`, joined in any order; what any part keeps is kept. Empty
 * text is no rule: everything stays, for which the answer is undefined. Throws EngineError `keep-invalid` with the part it is about.
 */
export function parseKeep(text: string): KeepRule | undefined {
  const parts = text.trim().toLowerCase().split(/\s+/);
  if (parts.length === 1 && parts[0] === '') return undefined;
  const counts = new Map<Word, number>();
  for (let i = 0; i < parts.length; i += 2) {
    const subject = parts.slice(i, i + 2).join(' ');
    const word = WORDS.find((known) => known === parts[i]);
    const count = Number(parts[i + 1]);
    const isCount = /^\d{1,5}$/.test(parts[i + 1] ?? '') && count >= 1 && count <= COUNT_MAX;
    if (!word || !isCount || counts.has(word)) throw new EngineError('keep-invalid', { subject });
    counts.set(word, count);
  }
  return { min: MIN_DEFAULT, ...Object.fromEntries(counts) };
}

/** The rule of a plan as far as it can be read: one that cannot, because a newer program wrote it, keeps everything. */
export function readableKeep(text: string): KeepRule | undefined {
  try {
    return parseKeep(text);
  } catch {
    return undefined;
  }
}

/** The same rule in its usual spelling. */
export function printKeep(rule: KeepRule | undefined): string {
  if (!rule) return '';
  const given = WORDS.filter((word) => word !== 'min' && rule[word] !== undefined);
  // A `min` that says what holds anyway is left out, except where there is nothing else.
  const words = rule.min !== MIN_DEFAULT || given.length === 0 ? [...given, 'min' as const] : given;
  return words.map((word) => `${word} ${rule[word]}`).join(' ');
}

/** `min` alone says what must stay, and nothing of what may go. */
export function removesAnything(rule: KeepRule | undefined): rule is KeepRule {
  return rule !== undefined && WORDS.some((word) => word !== 'min' && rule[word] !== undefined);
}

export function usesDates(rule: KeepRule): boolean {
  return (['days', ...PERIODS] as const).some((word) => rule[word] !== undefined);
}
