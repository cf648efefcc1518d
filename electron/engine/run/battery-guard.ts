import type { Limits } from '../../contract/index.ts';
import { type BatteryReader, EngineError } from '../base/index.ts';
import type { JobControl } from './job-control.ts';

const LOOK_MS = 60_000;
const LOW = 'battery-low';

/**
 * Runs work that the schedule asked for, as long as there is power for it. Throws EngineError `battery-low` where there is too
 * little, at its begin or later; what a backup has stored until then is kept.
 */
export async function whilePowered<T>(
  { limits, battery }: { limits: Limits; battery: BatteryReader },
  control: JobControl,
  work: (control: JobControl) => Promise<T>,
): Promise<T> {
  const isLow = async (): Promise<boolean> => {
    if (limits.battery === 0) return false;
    const state = await battery();
    return state !== undefined && state.isDischarging && state.percent < limits.battery;
  };
  if (await isLow()) throw new EngineError(LOW, { detail: `< ${limits.battery} %` });
  const stop = new AbortController();
  const timer = setInterval(() => {
    void isLow().then((low) => low && stop.abort(LOW));
  }, LOOK_MS);
  timer.unref();
  const signal = control.signal ? AbortSignal.any([control.signal, stop.signal]) : stop.signal;
  try {
    const value = await work({ ...control, signal });
    if (stop.signal.aborted && !control.signal?.aborted)
      throw new EngineError(LOW, { detail: `< ${limits.battery} %` });
    return value;
  } finally {
    clearInterval(timer);
  }
}
