import type { Verb } from '../command-spec.ts';

export const planPause: Verb = async ({ words, engine }, { args: [wanted = ''] }) => {
  const opened = await engine();
  const { id, name } = await opened.planShow(wanted);
  await opened.schedule.pause(id);
  return {
    document: await opened.planShow(id),
    exit: 0,
    quiet: [],
    lines: () => [words('cli.plan.paused', { name })],
  };
};
