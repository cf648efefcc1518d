import { type DigestSettings, WEEKDAYS } from '../../contract/index.ts';

/** One digest: for a day, or the week that ends on it. */
export interface Period {
  /** The local day that it is due on, which nothing that clocks do ever gives twice: `2026-11-21`. */
  readonly key: string;
  readonly dueAt: Date;
}

/**
 * The newest digest that is due, in local time. One that was missed is made up for; of several that were missed only the newest.
 * An hour that the clocks leave out comes an hour later, one that they have twice counts at its first.
 */
export function latestPeriod({ every, at, on }: DigestSettings, now: Date): Period | undefined {
  return periodNear({ every, at, on }, now, -1);
}

export function nextPeriod(settings: DigestSettings, now: Date): Period | undefined {
  return periodNear(settings, now, 1);
}

function periodNear({ every, at, on }: DigestSettings, now: Date, direction: -1 | 1): Period | undefined {
  if (every === 'never') return undefined;
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const weekday = (WEEKDAYS.indexOf(on) + 1) % 7;
  for (let day = 0; day <= 8; day += 1) {
    const dueAt = new Date(now.getFullYear(), now.getMonth(), now.getDate() + direction * day, hours, minutes);
    const isTurn = direction === -1 ? dueAt <= now : dueAt > now;
    if (isTurn && (every === 'day' || dueAt.getDay() === weekday)) return { key: dayOf(dueAt), dueAt };
  }
  return undefined;
}

function dayOf(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
}
