import type { Plan, ShellSettings } from '../../electron/contract/index.ts';

const MONTHS = 3;
const DAYS_LATER = 7;

/** A plan whose recovery kit somebody should look for now, one for each place. `isFirst`: nobody has ever shown that it is there. */
export interface KitDue {
  readonly plan: Plan;
  readonly isFirst: boolean;
}

export function kitsDue(plans: readonly Plan[], settings: Pick<ShellSettings, 'kitDue'>, now: Date): KitDue[] {
  const own = plans.filter(({ origin, encryption }) => origin === 'here' && encryption !== 'none');
  const ofPlace = own.filter(({ vaultId }, index) => own.findIndex((plan) => plan.vaultId === vaultId) === index);
  return ofPlace.flatMap((plan) => {
    const due = settings.kitDue[plan.vaultId];
    return due === undefined || due <= now.toISOString() ? [{ plan, isFirst: due === undefined }] : [];
  });
}

/** The next time after somebody has shown the page, or has said that they know what its loss means. */
export function dueAfterCheck(now: Date): Date {
  const due = new Date(now);
  due.setUTCMonth(due.getUTCMonth() + MONTHS);
  return due;
}

export function dueLater(now: Date): Date {
  return new Date(now.getTime() + DAYS_LATER * 24 * 3_600_000);
}

/** Two different groups of a key, by their numbers from 1, in order. */
export function twoGroups(count: number): readonly [number, number] {
  const [a = 0, b = 0] = crypto.getRandomValues(new Uint32Array(2));
  const first = a % count;
  const second = (first + 1 + (b % (count - 1))) % count;
  return [Math.min(first, second) + 1, Math.max(first, second) + 1];
}
