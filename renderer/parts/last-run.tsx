import type { Plan } from '../../electron/contract/index.ts';
import { ToldFailure } from './told-failure.tsx';

/** Why the last run of a plan failed, where this window has not seen it itself. */
export function LastRun({ plan }: { plan: Plan }) {
  const failure = plan.state === 'failing' ? plan.lastRun?.failure : undefined;
  return failure ? <ToldFailure failure={failure} /> : null;
}
