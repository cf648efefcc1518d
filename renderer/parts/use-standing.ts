import type { Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { useNow } from '../state/now.ts';
import type { Standing } from '../state/standing.ts';
import type { MarkShape } from '../ui/mark.tsx';

export const SHAPE_OF: Readonly<Record<Standing, MarkShape>> = {
  protected: 'good',
  written: 'written',
  incomplete: 'warning',
  overdue: 'late',
  failing: 'bad',
  held: 'bad',
  excepted: 'warning',
  never: 'none',
  paused: 'paused',
  working: 'working',
  halted: 'paused',
  elsewhere: 'reading',
  'same-disk': 'warning',
};

/** "2 hours ago", or "just now". */
export function useAge(): (iso: string) => string {
  const { words, times } = useSpeech();
  const now = useNow();
  return (iso) => times.age(iso, now) ?? words('window.age.now');
}

/** The age of a plan's last good backup, as a sentence; undefined where its state says as much already. */
export function useLastGood(): (plan: Plan) => string | undefined {
  const { words } = useSpeech();
  const age = useAge();
  return (plan) => {
    if (plan.lastGoodAt !== undefined) return words('window.age.good', { age: age(plan.lastGoodAt) });
    if (plan.writtenAt !== undefined) return words('window.age.unread');
    // One with accepted gaps has points that are as good as can be had.
    return plan.state === 'never' || plan.accepted ? undefined : words('window.age.never');
  };
}

/** A moment by the calendar on the wall: "Today, 09:30". */
export function useMoment(): (iso: string) => string {
  const { words, times } = useSpeech();
  const now = useNow(60_000);
  return (iso) => {
    const days = times.daysAgo(iso, now);
    if (days === 0) return words('window.age.today', { time: times.clock(iso) });
    if (days === -1) return words('window.age.tomorrow', { time: times.clock(iso) });
    if (days === 1) return words('window.age.yesterday', { time: times.clock(iso) });
    return times.point(iso, now);
  };
}
