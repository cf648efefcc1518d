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
    plans.map(({ id, name, state, lastGoodAt, vault }) => [
      id,
      name,
      words(`state.${state}`),
      lastGoodAt === undefined ? words('cli.value.never') : formats.time(lastGoodAt),
      vault,
    ]),
  );
}
