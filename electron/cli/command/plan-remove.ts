import type { Verb } from '../command-spec.ts';

export const planRemove: Verb = async ({ words, engine }, { args: [wanted = ''] }) => {
  const opened = await engine();
  const { id, name, vault } = await opened.planShow(wanted);
  await opened.planRemove(id);
  return {
    document: { id, name, vault },
    exit: 0,
    quiet: [],
    lines: () => [words('cli.plan.removed', { name }), words('cli.plan.removed-kept', { vault })],
  };
};
