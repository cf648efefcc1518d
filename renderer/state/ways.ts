import type { VerifyLevel } from '../../electron/contract/index.ts';
import { ask } from './ask.ts';
import type { Ways } from './remedy.ts';
import { goTo } from './route.ts';
import { tell } from './told.ts';

/** What can be done about a run of a plan that failed. */
export function waysOfPlan(planId: string): Ways {
  const backUp = () => void startBackup(planId);
  return {
    'try-again': backUp,
    'back-up': backUp,
    'other-version': () => goTo({ screen: 'browse', planId, at: 'latest', path: '' }),
    'change-plan': () => goTo({ screen: 'edit-plan', planId }),
  };
}

/** Starts a run; what it does from then on comes by the topic `jobs`. */
export async function startBackup(planId: string): Promise<boolean> {
  const reply = await ask('backup.start', { plan: planId });
  tell(reply.ok ? undefined : reply.error, waysOfPlan(planId));
  return reply.ok;
}

/** Puts a new full together from the backups there are. */
export async function startConsolidation(planId: string): Promise<void> {
  const reply = await ask('consolidate.start', { plan: planId });
  const again = () => void startConsolidation(planId);
  tell(reply.ok ? undefined : reply.error, { ...waysOfPlan(planId), 'try-again': again });
}

/** Checks what is stored of a plan, without changing it. */
export async function startCheck(planId: string, level: VerifyLevel): Promise<void> {
  const reply = await ask('verify.start', { plan: planId, level });
  const again = () => void startCheck(planId, level);
  tell(reply.ok ? undefined : reply.error, { ...waysOfPlan(planId), 'try-again': again });
}
