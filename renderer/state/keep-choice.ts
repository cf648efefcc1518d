/** How long to keep, as the wizard asks for it. `own` is any other rule, in the words of the command line. */
export type KeepChoice =
  | { readonly keep: 'all' | 'month' | 'staged' }
  | { readonly keep: 'own'; readonly rule: string };

export const DEFAULT_KEEP: KeepChoice = { keep: 'all' };

const RULES = { all: '', month: 'days 30', staged: 'daily 7 weekly 5 monthly 12 yearly 3' } as const;
export const KEEPS = ['all', 'month', 'staged'] as const satisfies readonly (keyof typeof RULES)[];

/** The choice that a rule is; what the wizard has no answer for stays a rule of its own. */
export function keepChoiceOf(rule: string): KeepChoice {
  const named = KEEPS.find((keep) => RULES[keep] === rule.trim());
  return named === undefined ? { keep: 'own', rule: rule.trim() } : { keep: named };
}

export function keepOf(choice: KeepChoice): string {
  return choice.keep === 'own' ? choice.rule.trim() : RULES[choice.keep];
}
