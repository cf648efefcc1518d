/** One rule of a schedule as the window asks for it. `own` is any other rule, in the words of the command line. */
export type ScheduleChoice =
  | { readonly every: 'hand' }
  | { readonly every: 'hour'; readonly step: string }
  | {
      readonly every: 'opening';
      readonly step: string;
      readonly from: string;
      readonly to: string;
      readonly onWorkdays: boolean;
    }
  | { readonly every: 'log-on' | 'plug-in' | 'shutdown' }
  | { readonly every: 'day' | 'workday'; readonly time: string }
  | { readonly every: 'week'; readonly days: readonly Weekday[]; readonly time: string }
  /** `1` to `31`, or `last`. */
  | { readonly every: 'month'; readonly day: string; readonly time: string }
  | { readonly every: 'month-week'; readonly which: Ordinal; readonly day: Weekday; readonly time: string }
  | { readonly every: 'own'; readonly rule: string };

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];
export const ORDINALS = ['first', 'second', 'third', 'fourth', 'last'] as const;
export type Ordinal = (typeof ORDINALS)[number];
/** Minutes or hours. */
export const STEPS = ['15m', '30m', '1h', '2h', '4h'] as const;

/** The computer is on then, and nobody works. */
export const DEFAULT_TIME = '12:30';
export const DEFAULT_CHOICE: ScheduleChoice = { every: 'day', time: DEFAULT_TIME };

const HOURLY = '1h';
const OPENING_HOURS = { from: '08:00', to: '18:00', onWorkdays: true };

const TIME = '((?:[01]?\\d|2[0-3]):[0-5]\\d)';
const DAY = `(?:${WEEKDAYS.join('|')})`;
const REPEATED = new RegExp(`^(?:hourly|every (\\d{1,2}[mh]))(?: ${TIME}-${TIME}( workdays)?)?$`);
const DAILY = new RegExp(`^(daily|workdays) ${TIME}$`);
const WEEKLY = new RegExp(`^weekly (${DAY}(?:,${DAY})*) ${TIME}$`);
const MONTHLY = new RegExp(`^monthly ([1-9]|[12]\\d|3[01]|last) ${TIME}$`);
const MONTH_WEEK = new RegExp(`^monthly (${ORDINALS.join('|')}) (${DAY}) ${TIME}$`);

/** The choice that a rule is, whoever wrote it; what there is no question for stays a rule of its own. */
export function choiceOf(schedule: string): ScheduleChoice {
  const rule = schedule.trim().replace(/\s+/g, ' ').toLowerCase();
  if (rule === '') return { every: 'hand' };
  if (rule === 'log-on' || rule === 'plug-in' || rule === 'shutdown') return { every: rule };
  return repeated(rule) ?? timed(rule) ?? { every: 'own', rule: schedule.trim() };
}

function repeated(rule: string): ScheduleChoice | undefined {
  const [is, step = HOURLY, from, to, days] = REPEATED.exec(rule) ?? [];
  if (is === undefined) return undefined;
  if (from === undefined || to === undefined) return { every: 'hour', step };
  return { every: 'opening', step, from: clock(from), to: clock(to), onWorkdays: days !== undefined };
}

function timed(rule: string): ScheduleChoice | undefined {
  const daily = DAILY.exec(rule);
  if (daily) return { every: daily[1] === 'daily' ? 'day' : 'workday', time: clock(daily[2]) };
  const weekly = WEEKLY.exec(rule);
  const named = weekly?.[1]?.split(',');
  if (weekly) return { every: 'week', days: WEEKDAYS.filter((day) => named?.includes(day)), time: clock(weekly[2]) };
  const monthly = MONTHLY.exec(rule);
  if (monthly) return { every: 'month', day: monthly[1] ?? '1', time: clock(monthly[2]) };
  const [, first, weekday, time] = MONTH_WEEK.exec(rule) ?? [];
  const which = ORDINALS.find((one) => one === first);
  const day = WEEKDAYS.find((one) => one === weekday);
  return which && day && { every: 'month-week', which, day, time: clock(time) };
}

/** The rule of a choice, in the grammar of docs/CLI.md. */
export function scheduleOf(choice: ScheduleChoice): string {
  switch (choice.every) {
    case 'hand':
      return '';
    case 'hour':
      return stepText(choice.step);
    case 'opening':
      return `${stepText(choice.step)} ${choice.from}-${choice.to}${choice.onWorkdays ? ' workdays' : ''}`;
    case 'log-on':
    case 'plug-in':
    case 'shutdown':
      return choice.every;
    case 'day':
      return `daily ${choice.time}`;
    case 'workday':
      return `workdays ${choice.time}`;
    case 'week':
      return `weekly ${choice.days.join(',')} ${choice.time}`;
    case 'month':
      return `monthly ${choice.day} ${choice.time}`;
    case 'month-week':
      return `monthly ${choice.which} ${choice.day} ${choice.time}`;
    case 'own':
      return choice.rule.trim();
  }
}

/** The same choice at another frequency, with the time that was chosen before. */
export function withEvery(choice: ScheduleChoice, every: ScheduleChoice['every']): ScheduleChoice {
  const time = 'time' in choice ? choice.time : DEFAULT_TIME;
  const step = 'step' in choice ? choice.step : HOURLY;
  switch (every) {
    case 'hand':
    case 'log-on':
    case 'plug-in':
    case 'shutdown':
      return { every };
    case 'hour':
      return { every, step };
    case 'opening':
      return { every, step, ...OPENING_HOURS };
    case 'day':
    case 'workday':
      return { every, time };
    case 'week':
      return { every, days: ['fri'], time };
    case 'month':
      return { every, day: '1', time };
    case 'month-week':
      return { every, which: 'first', day: 'sun', time };
    case 'own':
      return { every, rule: scheduleOf(choice) };
  }
}

function stepText(step: string): string {
  return step === HOURLY ? 'hourly' : `every ${step}`;
}

function clock(time = ''): string {
  return time.padStart(5, '0');
}
