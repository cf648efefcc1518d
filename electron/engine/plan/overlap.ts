import { nextTimes, storesMore } from './schedule.ts';
import type { Rule } from './schedule-text.ts';

/** Where a rule falls on the same minute as another one, which is made in its place. */
export interface Overlap {
  /** The other one, by its place in the list. */
  readonly with: number;
  /** The first time they meet. */
  readonly at: Date;
  /** At none of the times looked at does the rule run by itself: it might as well not be there. */
  readonly isAlways: boolean;
}

/** So many times of each rule are looked at. */
const LOOKED_AT = 60;
const MOMENT_MS = 1000;

/**
 * Where rules meet, by the one that gives way: the one that stores less, or of two alike the later one. Undefined for a rule that never does.
 * `rules`: undefined where nobody understands what stands there.
 */
export function overlaps(rules: readonly (Rule | undefined)[], after: Date): (Overlap | undefined)[] {
  return rules.map((rule, index) => (rule ? overlapOf(rules, { rule, index }, after) : undefined));
}

function overlapOf(
  rules: readonly (Rule | undefined)[],
  { rule, index }: { readonly rule: Rule; readonly index: number },
  after: Date,
): Overlap | undefined {
  const stronger = [...rules.entries()].flatMap(([place, other]) =>
    other && place !== index && (storesMore(other, rule) || (other.kind === rule.kind && place < index))
      ? [{ place, other }]
      : [],
  );
  if (rule.event) {
    const same = stronger.find(({ other }) => other.event === rule.event);
    return same && { with: same.place, at: after, isAlways: true };
  }
  const times = stronger.length === 0 ? [] : nextTimes([rule], after, LOOKED_AT);
  const met = times.flatMap(({ at }) => {
    const by = stronger.find(({ other }) => comesAt(other, at));
    return by ? [{ with: by.place, at }] : [];
  });
  const [first] = met;
  return first && { ...first, isAlways: met.length === times.length };
}

function comesAt(rule: Rule, at: Date): boolean {
  return nextTimes([rule], new Date(at.getTime() - MOMENT_MS), 1)[0]?.at.getTime() === at.getTime();
}
