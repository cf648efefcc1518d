import type { Plan } from '../../electron/contract/index.ts';
import type { Words } from '../../electron/words/index.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { type ScheduleChoice, WEEKDAYS, type Weekday } from '../state/schedule-choice.ts';
import { rulesOf, type ScheduleRule } from '../state/schedule-rules.ts';
import { stepName } from './schedule/step-name.ts';
import { useMoment } from './use-standing.ts';

/** A schedule in a few words; a rule of somebody's own is shown as it was written. */
export function useSchedule(): (schedule: string) => string {
  const { words } = useSpeech();
  const told = useRuleText();
  return (schedule) => rulesOf(schedule).map(told).join(words('window.rules.and'));
}

/** One rule of it, with what is saved where it says so. */
export function useRuleText(): (rule: ScheduleRule) => string {
  const speech = useSpeech();
  return ({ choice, kind }) => {
    const when = choiceText(speech, choice);
    if (kind === undefined || when === '') return when;
    return speech.words('window.rules.with-kind', { when, kind: speech.words(`kind.${kind}`) });
  };
}

function choiceText(speech: Speech, choice: ScheduleChoice): string {
  const { words, language } = speech;
  switch (choice.every) {
    case 'hand':
    case 'log-on':
    case 'plug-in':
    case 'shutdown':
      return words(`window.schedule.${choice.every}`);
    case 'hour':
    case 'opening':
      return repeatedText(words, choice);
    case 'day':
      return words('window.schedule.daily', { time: choice.time });
    case 'workday':
      return words('window.schedule.workdays', { time: choice.time });
    case 'week': {
      const days = choice.days.map((day) => weekdayName(speech, day));
      const list = new Intl.ListFormat(language, { type: 'conjunction' });
      return words('window.schedule.weekly', { day: list.format(days), time: choice.time });
    }
    case 'month':
      return choice.day === '1' || choice.day === 'last'
        ? words(`window.schedule.monthly-${choice.day}`, { time: choice.time })
        : words('window.schedule.monthly-day', { day: choice.day, time: choice.time });
    case 'month-week':
      return words('window.schedule.monthly-week', {
        which: words(`window.rules.${choice.which}`),
        day: weekdayName(speech, choice.day),
        time: choice.time,
      });
    case 'own':
      return choice.rule;
  }
}

function repeatedText(words: Words, choice: Extract<ScheduleChoice, { step: string }>): string {
  const isHourly = choice.step === '1h';
  const step = stepName(words, choice.step);
  if (choice.every === 'hour')
    return isHourly ? words('window.schedule.hourly') : words('window.schedule.repeat', { step });
  const { from, to } = choice;
  if (isHourly)
    return words(choice.onWorkdays ? 'window.schedule.opening-workdays' : 'window.schedule.opening', { from, to });
  const how = choice.onWorkdays ? 'window.schedule.repeat-workdays' : 'window.schedule.repeat-opening';
  return words(how, { step, from, to });
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
