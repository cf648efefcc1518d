import { SPREAD_MAX_MINUTES, type TimingChange, WAIT_MAX_MINUTES, zCondition } from '../contract/index.ts';
import type { Options } from './options.ts';

/** How a plan keeps to its schedule, as the options say; undefined where none of them is given. `--wait-for none`: for nothing. */
export function timingOf(options: Options): TimingChange | undefined {
  const catchUp = options.choice('catch-up', ['on', 'off']);
  const holidays = options.choice('on-holidays', ['rest', 'run']);
  const spreadMinutes = options.count('spread', { least: 0, most: SPREAD_MAX_MINUTES });
  const waitsFor = options.choices('wait-for', [...zCondition.options, 'none']);
  const waitMinutes = options.count('wait', { least: 1, most: WAIT_MAX_MINUTES });
  const change: TimingChange = {
    ...(catchUp !== undefined && { catchUp: catchUp === 'on' }),
    ...(holidays !== undefined && { restsOnHolidays: holidays === 'rest' }),
    ...(spreadMinutes !== undefined && { spreadMinutes }),
    ...(waitsFor.length > 0 && { waitsFor: waitsFor.flatMap((each) => (each === 'none' ? [] : [each])) }),
    ...(waitMinutes !== undefined && { waitMinutes }),
  };
  return Object.keys(change).length === 0 ? undefined : change;
}
