import type { Verb } from '../command-spec.ts';

export const planResume: Verb = async ({ words, formats, engine }, { args: [wanted = ''] }) => {
  const opened = await engine();
  const { id, name } = await opened.planShow(wanted);
  await opened.schedule.resume(id);
  const plan = await opened.planShow(id);
  return {
    document: plan,
    exit: 0,
    quiet: [],
    lines: () => [
      words('cli.plan.resumed', { name }),
      ...(plan.nextRunAt === undefined ? [] : [words('cli.plan.next-run', { at: formats.time(plan.nextRunAt) })]),
    ],
  };
};
