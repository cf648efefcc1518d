import type { Status } from '../../contract/index.ts';
import { alarmLines, watchLines } from './alarms.ts';
import type { Verb } from '../command-spec.ts';
import { turnLines } from '../disk-lines.ts';
import { planTable } from '../plan-table.ts';
import type { Session } from '../session.ts';
import { indented } from '../text/table.ts';

export const status: Verb = async (session) => {
  const found = await (await session.engine()).status();
  return { document: found, exit: 0, lines: () => statusLines(session, found) };
};

function statusLines(session: Session, { plans, catalogueRebuilt, alarms, watch }: Status): string[] {
  const { words } = session;
  const own = plans.filter((plan) => plan.origin === 'here');
  const needy = own.filter((plan) => plan.state !== 'protected');
  return [
    own.length === 0
      ? words('cli.status.none')
      : needy.length === 0 && alarms.length === 0
        ? words('cli.status.protected')
        : words('cli.status.attention', { count: needy.length }),
    ...(plans.length === 0 ? [] : ['', ...planTable(session, plans)]),
    ...own.flatMap((plan) => {
      const lines = turnLines(session, plan);
      return lines.length === 0 ? [] : ['', plan.name, ...indented(lines)];
    }),
    ...(alarms.length === 0
      ? []
      : ['', words('cli-alarm.count', { count: alarms.length }), ...alarmLines(session, alarms)]),
    ...(own.length === 0 ? [] : ['', ...watchLines(session, watch)]),
    ...(catalogueRebuilt ? ['', words('cli.status.rebuilt')] : []),
  ];
}
