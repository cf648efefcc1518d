import type { Failure, Secret } from '../../electron/contract/index.ts';
import { ask } from './ask.ts';
import { noteOpening } from './openings.ts';
import { lookForRemembered } from './remembered.ts';
import { shell } from './shell.ts';
import { Store, useStore } from './store.ts';
import { planNow } from './topics.ts';

/** The passphrase or the recovery key is asked for; what was typed is in the dialog alone and goes with it. */
export interface KeyQuestion {
  /** Whose backups they are: the name of a plan, or a place. */
  readonly about: string;
  /** `isRemembered`: this computer is to open them by itself from now on. */
  readonly open: (secret: Secret, isRemembered: boolean) => Promise<Failure | undefined>;
  readonly canRemember: boolean;
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
  const open = async (secret: Secret, isRemembered: boolean): Promise<Failure | undefined> => {
    const input = { plan: planId, secret };
    const reply = isRemembered ? await shell.unlockAndRemember(input) : await ask('vault.unlock', input);
    if (!reply.ok) return reply.error;
    noteOpening();
    if (isRemembered) await lookForRemembered();
    return undefined;
  };
  askForKey({ about: planNow(planId)?.name ?? '', open, goOn, canRemember: true });
}

/** Does it at once where the backups of the plan can be opened here, else once somebody has opened them. */
export function whenOpen(planId: string, go: () => void): void {
  if (planNow(planId)?.encryption === 'locked') unlockPlan(planId, go);
  else go();
}
