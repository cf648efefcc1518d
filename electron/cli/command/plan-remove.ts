import type { Verb } from '../command-spec.ts';
import { pinOf } from '../secrets.ts';

export const planRemove: Verb = async (session, { args: [wanted = ''], options }) => {
  const { words, engine } = session;
  const { pin } = pinOf(session, options);
  const opened = await engine();
  const { id, name, vault } = await opened.planShow(wanted);
  await opened.planRemove(id, pin);
  return {
    document: { id, name, vault },
    exit: 0,
    quiet: [],
    lines: () => [words('cli.plan.removed', { name }), words('cli.plan.removed-kept', { vault })],
  };
};
