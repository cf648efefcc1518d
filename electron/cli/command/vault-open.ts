import type { VaultOpened } from '../../contract/index.ts';
import type { Verb } from '../command-spec.ts';
import { damageLines } from '../damage-lines.ts';
import { openedExit } from '../exit-code.ts';
import { credentialsOf, resolvePlace } from '../places.ts';
import { secretOf } from '../secrets.ts';
import type { Session } from '../session.ts';
import { indented, table } from '../text/table.ts';

export const vaultOpen: Verb = async (session, { args: [place = ''], options }) => {
  const { credentials } = credentialsOf(session, options);
  const secret = secretOf(session, options);
  const opened = await (await session.engine()).vaultOpen(resolvePlace(session.cwd, place), secret, credentials);
  return { document: opened, exit: openedExit(opened), quiet: [], lines: () => openedLines(session, opened) };
};

function openedLines(session: Session, { vault, plans, unreadable }: VaultOpened): string[] {
  const { words, formats } = session;
  const [first] = plans;
  return [
    words('cli.vault.opened', { vault }),
    '',
    ...(first === undefined
      ? [words('cli.vault.none')]
      : table(
          [
            { head: words('cli.head.id') },
            { head: words('cli.head.plan') },
            { head: words('cli.head.computer') },
            { head: words('cli.head.points'), align: 'right' },
          ],
          plans.map(({ id, name, machine, points }) => [id, name, machine, formats.count(points)]),
        )),
    ...(unreadable.length === 0
      ? []
      : [
          '',
          words('cli.vault.unreadable', { count: unreadable.length }),
          ...indented(damageLines(session, unreadable)),
        ]),
    ...(first === undefined ? [] : ['', words('cli.vault.next', { id: first.id })]),
  ];
}
