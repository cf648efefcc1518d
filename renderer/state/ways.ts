import type { VerifyLevel } from '../../electron/contract/index.ts';
import { ask } from './ask.ts';
import type { Ways } from './remedy.ts';
import { goTo } from './route.ts';
import { tell } from './told.ts';
import { unlockPlan, whenOpen } from './unlock.ts';

/** What can be done about a run of a plan that failed. `again`: the run once more, where it was no backup. */
export function waysOfPlan(planId: string, again?: () => void): Ways {
  const backUp = () => void startBackup(planId);
  return {
    'try-again': again ?? backUp,
    'give-key': () => unlockPlan(planId, again ?? backUp),
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
export function startConsolidation(planId: string): void {
  const again = () => startConsolidation(planId);
  const start = async () => {
    const reply = await ask('consolidate.start', { plan: planId });
    tell(reply.ok ? undefined : reply.error, waysOfPlan(planId, again));
  };
  whenOpen(planId, () => void start());
}

/** Brings the copies of a plan up to date, or one of them. */
export function startCopy(planId: string, copy?: string): void {
  const start = async () => {
    const reply = await ask('copy.start', { plan: planId, ...(copy !== undefined && { copy }) });
    tell(
      reply.ok ? undefined : reply.error,
      waysOfPlan(planId, () => startCopy(planId, copy)),
    );
  };
  void start();
}

/** Puts good copies beside what is damaged, from the places that have them. */
export function startRepair(planId: string): void {
  const start = async () => {
    const reply = await ask('repair.start', { plan: planId });
    tell(
      reply.ok ? undefined : reply.error,
      waysOfPlan(planId, () => startRepair(planId)),
    );
  };
  void start();
}

/** Checks what is stored of a plan, or of one of its copies, without changing it. */
export function startCheck(planId: string, level: VerifyLevel, copy?: string): void {
  const again = () => startCheck(planId, level, copy);
  const start = async () => {
    const reply = await ask('verify.start', { plan: planId, level, ...(copy !== undefined && { copy }) });
    tell(reply.ok ? undefined : reply.error, waysOfPlan(planId, again));
  };
  // Only what files decode to needs the key.
  if (level === 'deep') whenOpen(planId, () => void start());
  else void start();
}

/** From now on looking into the backups of the plan asks for the passphrase again. */
export async function lockPlan(planId: string): Promise<void> {
  const reply = await ask('vault.lock', { plan: planId });
  tell(reply.ok ? undefined : reply.error, { 'try-again': () => void lockPlan(planId) });
}
