import type { Plan } from '../../../electron/contract/index.ts';
import { useAnswer } from '../../state/ask.ts';
import { useSpeech } from '../../state/language.ts';
import { dayKey } from '../../state/run-days.ts';
import { useAheadUntil } from './days-ahead.tsx';

const SHOWN = 4;

/** The coming holidays on which a plan would have run, in words. */
export function useRests({ id, origin, schedule, timing }: Plan): string[] {
  const { words, language } = useSpeech();
  const until = useAheadUntil();
  const version = `${schedule} ${JSON.stringify(timing)}`;
  const planned = useAnswer('schedule.until', origin === 'here' && schedule !== '' ? { until } : undefined, version);
  if (planned.state === 'failed') return [];
  const own = planned.value?.rests.filter(({ planId }) => planId === id) ?? [];
  const days = [...new Map(own.map(({ at }) => [dayKey(new Date(at)), new Date(at)])).values()];
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', month: 'short', day: 'numeric' });
  const more = days.length - SHOWN;
  return [
    ...days.slice(0, SHOWN).map((day) => format.format(day)),
    ...(more > 0 ? [words('window.holidays.rests-more', { count: more })] : []),
  ];
}
