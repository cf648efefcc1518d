import type { BackupResult } from '../../../electron/contract/index.ts';
import type { EngineDoor } from '../../../electron/cli/world.ts';

type Answer = <T>(name: string, value: T) => (input?: unknown) => Promise<T>;

export function fakeSchedule(answer: Answer, at: string, result: BackupResult): EngineDoor['schedule'] {
  return {
    look: answer('schedule.look', { rules: [], next: [], runs: [], rests: [] }),
    nextOf: answer('schedule.nextOf', [{ planId: 'p1', planName: 'Accounts', at }]),
    until: answer('schedule.until', { runs: [], rests: [] }),
    event: answer('schedule.event', 0),
    unmet: answer('schedule.unmet', []),
    take: answer('schedule.take', undefined),
    nextAt: answer('schedule.nextAt', undefined),
    skipped: answer('schedule.skipped', undefined),
    run: answer('schedule.run', result),
    ended: answer('schedule.ended', undefined),
    holidays: answer('schedule.holidays', []),
    holidaysSet: answer('schedule.holidaysSet', []),
    pause: answer('schedule.pause', undefined),
    resume: answer('schedule.resume', undefined),
  };
}
