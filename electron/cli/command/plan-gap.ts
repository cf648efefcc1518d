import type { Verb } from '../command-spec.ts';

/** Lets files be missing from a plan's backups for some days. */
export const planAcceptGap: Verb = async (session, { args: [plan = '', pattern = ''], options }) => {
  const { words, formats } = session;
  const reason = options.text('reason');
  const gap = await (await session.engine()).alarms.acceptGap({
    plan,
    pattern,
    by: options.text('by') ?? '',
    days: options.count('days', { least: 1, most: 366 }) ?? 30,
    ...(reason !== undefined && { reason }),
  });
  const lines = () => [words('cli-alarm.accepted', { pattern, until: formats.time(gap.until) })];
  return { document: gap, exit: 0, quiet: [], lines };
};

export const planRefuseGap: Verb = async (session, { args: [plan = '', gap = ''] }) => {
  await (await session.engine()).alarms.refuseGap({ plan, gap });
  return { document: {}, exit: 0, quiet: [], lines: () => [session.words('cli-alarm.refused', { pattern: gap })] };
};
