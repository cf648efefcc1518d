import type { Plan } from '../contract/index.ts';
import type { Session } from './session.ts';
import { table } from './text/table.ts';

export function planTable({ words, formats }: Pick<Session, 'words' | 'formats'>, plans: readonly Plan[]): string[] {
  return table(
    [
      { head: words('cli.head.id') },
      { head: words('cli.head.name') },
      { head: words('cli.head.state') },
      { head: words('cli.head.last-good') },
      { head: words('cli.head.vault') },
    ],
    plans.map((plan) => [
      plan.id,
      plan.name,
      stateWords(words, plan),
      plan.lastGoodAt === undefined ? words('cli.value.never') : formats.time(plan.lastGoodAt),
      plan.vault,
    ]),
  );
}

/** A plan that nobody backs up here is not called protected, however good what was found of it is. */
export function stateWords(words: Session['words'], { origin, state, hold, accepted }: Plan): string {
  if (hold) return words('hold.state');
  if (state === 'incomplete' && accepted) return words('gapAccepted.state', { files: accepted.files });
  return origin === 'here' ? words(`state.${state}`) : words('cli.value.reading');
}
