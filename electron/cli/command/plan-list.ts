import type { Verb } from '../command-spec.ts';
import { planTable } from '../plan-table.ts';

export const planList: Verb = async (session, _given) => {
  const plans = await (await session.engine()).planList();
  return {
    document: plans,
    exit: 0,
    lines: () => (plans.length === 0 ? [session.words('cli.plan.none')] : planTable(session, plans)),
  };
};
