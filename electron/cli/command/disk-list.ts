import type { Verb } from '../command-spec.ts';
import { diskTable, turnLines } from '../disk-lines.ts';

export const diskList: Verb = async (session, { args: [wanted = ''] }) => {
  const plan = await (await session.engine()).planShow(wanted);
  const { places, nextDisk } = plan;
  return {
    document: { places, ...(nextDisk !== undefined && { nextDisk }) },
    exit: 0,
    lines: () =>
      nextDisk === undefined
        ? [session.words('disk.none', { plan: plan.name, vault: plan.vault })]
        : [...diskTable(session, plan), '', ...turnLines(session, plan)],
  };
};
