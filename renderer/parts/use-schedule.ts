import type { Plan } from '../../electron/contract/index.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { choiceOf, WEEKDAYS, type Weekday } from '../state/schedule-choice.ts';
import { useMoment } from './use-standing.ts';

/** A schedule in a few words; a rule of somebody's own is shown as it was written. */
export function useSchedule(): (schedule: string) => string {
  const speech = useSpeech();
  return (schedule) => scheduleText(speech, schedule);
}

function scheduleText(speech: Speech, schedule: string): string {
  const { words } = speech;
  const choice = choiceOf(schedule);
  switch (choice.every) {
    case 'hand':
      return words('window.schedule.hand');
    case 'hour':
      return words('window.schedule.hourly');
    case 'opening': {
      const { from, to } = choice;
      return words(choice.onWorkdays ? 'window.schedule.opening-workdays' : 'window.schedule.opening', { from, to });
    }
    case 'log-on':
      return words('window.schedule.log-on');
    case 'plug-in':
      return words('window.schedule.plug-in');
    case 'day':
      return words('window.schedule.daily', { time: choice.time });
    case 'workday':
      return words('window.schedule.workdays', { time: choice.time });
    case 'week':
      return words('window.schedule.weekly', { day: weekdayName(speech, choice.day), time: choice.time });
    case 'month':
      return words(`window.schedule.monthly-${choice.day}`, { time: choice.time });
    case 'own':
      return choice.rule;
  }
}

/** A day's name as the language writes it. 5 January 2026 was a Monday. */
export function weekdayName({ language }: Speech, day: Weekday): string {
  const date = new Date(Date.UTC(2026, 0, 5 + WEEKDAYS.indexOf(day)));
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(date);
}

/** When a plan runs next, or why it does not, as a sentence. */
export function useNextRun(): (plan: Plan) => string | undefined {
  const { words } = useSpeech();
  const moment = useMoment();
  return ({ origin, pausedSince, nextRunAt, schedule, waiting }) => {
    if (origin !== 'here') return undefined;
    if (pausedSince !== undefined) return words('window.plans.next-paused', { at: moment(pausedSince) });
    if (waiting)
      return words(`window.planned.waiting.${waiting.for ?? 'again'}`, {
        at: moment(waiting.since),
        until: moment(waiting.until),
      });
    if (nextRunAt !== undefined) return words('window.plans.next-at', { at: moment(nextRunAt) });
    return schedule === '' ? words('window.plans.next-none') : undefined;
  };
}
