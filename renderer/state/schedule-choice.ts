/** A schedule as the wizard asks for it. `own` is any other rule, in the words of the command line. */
export type ScheduleChoice =
  | { readonly every: 'hand' }
  | { readonly every: 'hour' }
  | { readonly every: 'opening'; readonly from: string; readonly to: string; readonly onWorkdays: boolean }
  | { readonly every: 'log-on' }
  | { readonly every: 'plug-in' }
  | { readonly every: 'day' | 'workday'; readonly time: string }
  | { readonly every: 'week'; readonly day: Weekday; readonly time: string }
  | { readonly every: 'month'; readonly day: '1' | 'last'; readonly time: string }
  | { readonly every: 'own'; readonly rule: string };

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The computer is on then, and nobody works. */
export const DEFAULT_TIME = '12:30';
export const DEFAULT_CHOICE: ScheduleChoice = { every: 'day', time: DEFAULT_TIME };

const OPENING_HOURS = { from: '08:00', to: '18:00', onWorkdays: true };

const TIME = '([01]?\\d|2[0-3]):([0-5]\\d)';
const DAILY = new RegExp(`^(daily|workdays) ${TIME}$`);
const OPENING = new RegExp(`^hourly ${TIME}-${TIME}( workdays)?$`);
const WEEKLY = new RegExp(`^weekly (mon|tue|wed|thu|fri|sat|sun) ${TIME}$`);
const MONTHLY = new RegExp(`^monthly (1|last) ${TIME}$`);

/** The choice that a schedule is, whoever wrote it; what the wizard has no question for stays a rule of its own. */
export function choiceOf(schedule: string): ScheduleChoice {
  const rule = schedule.trim().replace(/\s+/g, ' ').toLowerCase();
  if (rule === '') return { every: 'hand' };
  if (rule === 'hourly') return { every: 'hour' };
  if (rule === 'log-on' || rule === 'plug-in') return { every: rule };
  const opening = OPENING.exec(rule);
  if (opening) {
    const [, fromHours, from, toHours, to, days] = opening;
    return { every: 'opening', from: clock(fromHours, from), to: clock(toHours, to), onWorkdays: days !== undefined };
  }
  const daily = DAILY.exec(rule);
  if (daily) return { every: daily[1] === 'daily' ? 'day' : 'workday', time: clock(daily[2], daily[3]) };
  const weekly = WEEKLY.exec(rule);
  const weekday = WEEKDAYS.find((day) => day === weekly?.[1]);
  if (weekly && weekday) return { every: 'week', day: weekday, time: clock(weekly[2], weekly[3]) };
  const monthly = MONTHLY.exec(rule);
  if (monthly) return { every: 'month', day: monthly[1] === '1' ? '1' : 'last', time: clock(monthly[2], monthly[3]) };
  return { every: 'own', rule: schedule.trim() };
}

/** The schedule of a choice, in the grammar of docs/CLI.md. */
export function scheduleOf(choice: ScheduleChoice): string {
  switch (choice.every) {
    case 'hand':
      return '';
    case 'hour':
      return 'hourly';
    case 'opening':
      return `hourly ${choice.from}-${choice.to}${choice.onWorkdays ? ' workdays' : ''}`;
    case 'log-on':
    case 'plug-in':
      return choice.every;
    case 'day':
      return `daily ${choice.time}`;
    case 'workday':
      return `workdays ${choice.time}`;
    case 'week':
      return `weekly ${choice.day} ${choice.time}`;
    case 'month':
      return `monthly ${choice.day} ${choice.time}`;
    case 'own':
      return choice.rule.trim();
  }
}

/** The same choice at another frequency, with the time that was chosen before. */
export function withEvery(choice: ScheduleChoice, every: ScheduleChoice['every']): ScheduleChoice {
  const time = 'time' in choice ? choice.time : DEFAULT_TIME;
  switch (every) {
    case 'hand':
    case 'hour':
    case 'log-on':
    case 'plug-in':
      return { every };
    case 'opening':
      return { every, ...OPENING_HOURS };
    case 'day':
    case 'workday':
      return { every, time };
    case 'week':
      return { every, day: 'fri', time };
    case 'month':
      return { every, day: '1', time };
    case 'own':
      return { every, rule: scheduleOf(choice) };
  }
}

function clock(hours = '', minutes = ''): string {
  return `${hours.padStart(2, '0')}:${minutes}`;
}
