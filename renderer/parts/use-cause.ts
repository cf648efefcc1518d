import type { Plan } from '../../electron/contract/index.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { useAge } from './use-standing.ts';

/** Why a plan of this computer is not as it should be, in one short sentence; undefined where its state says as much already. */
export function useCause(): (plan: Plan) => string | undefined {
  const speech = useSpeech();
  const age = useAge();
  return (plan) => (plan.origin === 'here' ? causeOf(speech, plan, age) : undefined);
}

function causeOf({ words, formats }: Speech, plan: Plan, age: (iso: string) => string): string | undefined {
  const { state, newestDamaged, lastRun, gaps, schedule, lastGoodAt, writtenAt, silent } = plan;
  if (silent) return shownName(words.failure({ code: 'place-silent', subject: silent.path }).sentence);
  if (plan.hold) return words('hold.cause');
  const missing = gaps === undefined ? undefined : words('window.today.cause.gaps', { count: gaps });
  switch (state) {
    case 'failing':
      if (newestDamaged) return words('window.today.cause.damaged');
      return lastRun?.failure && shownName(words.failure(lastRun.failure).sentence);
    case 'incomplete':
      if (!plan.accepted) return missing;
      return words('gapAccepted.cause', { count: plan.accepted.files, until: formats.time(plan.accepted.until) });
    case 'overdue':
      if (missing !== undefined || lastGoodAt === undefined) return missing;
      return schedule === ''
        ? words('window.today.cause.overdue-hand', { age: age(lastGoodAt) })
        : words('window.today.cause.overdue');
    case 'written':
      return writtenAt === undefined ? undefined : words('window.today.cause.written', { age: age(writtenAt) });
    case 'protected':
      return plan.isSameDisk ? words('window.today.same-disk.why') : undefined;
    default:
      return undefined;
  }
}
