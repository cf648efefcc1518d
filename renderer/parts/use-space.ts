import type { Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { useNow } from '../state/now.ts';

const DAY_MS = 86_400_000;
/** Of what is further away a card says nothing. */
const NEAR_DAYS = 30;

/** That the place of a plan will soon be full; undefined where it will not, or nobody can tell. */
export function useSpace(): (plan: Plan) => string | undefined {
  const { words, formats } = useSpeech();
  const now = useNow();
  return ({ space, origin }) => {
    if (origin !== 'here' || space?.fullAt === undefined) return undefined;
    const days = Math.max(0, Math.round((Date.parse(space.fullAt) - new Date(now).getTime()) / DAY_MS));
    if (days > NEAR_DAYS) return undefined;
    return words(space.isRough ? 'window.today.space.rough' : 'window.today.space.full', { days: formats.days(days) });
  };
}

/** What is free at its place, for who looks at the plan itself. */
export function useRoom(): (plan: Plan) => string | undefined {
  const { words, formats } = useSpeech();
  return ({ space }) =>
    space &&
    words('window.today.space.free', { free: formats.bytes(space.freeBytes), total: formats.bytes(space.totalBytes) });
}
