import type { Failure, Secret } from '../../electron/contract/index.ts';
import { ask } from './ask.ts';
import { noteOpening } from './openings.ts';
import { Store, useStore } from './store.ts';
import { planNow } from './topics.ts';

/** The passphrase or the recovery key is asked for; what was typed is in the dialog alone and goes with it. */
export interface KeyQuestion {
  /** Whose backups they are: the name of a plan, or a place. */
  readonly about: string;
  readonly open: (secret: Secret) => Promise<Failure | undefined>;
  /** What had been asked for, once it can be done. */
  readonly goOn: () => void;
}

const question = new Store<KeyQuestion | undefined>(undefined);

export function useKeyQuestion(): KeyQuestion | undefined {
  return useStore(question);
}

export function askForKey(asked: KeyQuestion): void {
  question.set(asked);
}

export function putKeyQuestionAway(): void {
  question.set(undefined);
}

/** Opens the backups of a plan. What failed for want of the key is asked again by itself; `goOn` is for all else. */
export function unlockPlan(planId: string, goOn: () => void = () => {}): void {
  const open = async (secret: Secret): Promise<Failure | undefined> => {
    const reply = await ask('vault.unlock', { plan: planId, secret });
    if (!reply.ok) return reply.error;
    noteOpening();
    return undefined;
  };
  askForKey({ about: planNow(planId)?.name ?? '', open, goOn });
}

/** Does it at once where the backups of the plan can be opened here, else once somebody has opened them. */
export function whenOpen(planId: string, go: () => void): void {
  if (planNow(planId)?.encryption === 'locked') unlockPlan(planId, go);
  else go();
}
