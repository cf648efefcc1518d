import type { Verb } from '../command-spec.ts';
import { mappings } from '../mappings.ts';
import { unlockFirst } from '../secrets.ts';

export const planAdopt: Verb = async (session, { args: [wanted = ''], options }) => {
  const { words, engine } = session;
  const sources = mappings(session, options).map(({ from, to }) => ({ label: from, path: to }));
  await unlockFirst(session, wanted, options);
  const adopted = await (await engine()).planAdopt({ plan: wanted, sources });
  const { id, name, vault } = adopted;
  return {
    document: adopted,
    exit: 0,
    quiet: [id],
    lines: () => [words('cli.plan.adopted', { name, vault }), words('cli.plan.added-next', { id })],
  };
};
