import type { AlarmBoard, Job, Plan } from '../../electron/contract/index.ts';
import { withLost } from './job-history.ts';
import { measurePace } from './pace.ts';
import { shell } from './shell.ts';
import { Store, useStore } from './store.ts';

/** Plans are undefined until the service has told of them for the first time. */
const plans = new Store<readonly Plan[] | undefined>(undefined);
const alarms = new Store<AlarmBoard | undefined>(undefined);
const jobs = new Store<readonly Job[]>([]);

/** Begins to listen; the values come whole, so nothing is ever asked for twice. */
export function watchTopics(): void {
  shell.watch('plans', (value) => plans.set(value));
  shell.watch('alarms', (value) => alarms.set(value));
  shell.watch('jobs', (value) => {
    measurePace(value, Date.now());
    jobs.set(withLost(jobs.get(), value));
  });
}

export function usePlans(): readonly Plan[] | undefined {
  return useStore(plans);
}

export function usePlan(id: string): Plan | undefined {
  return useStore(plans)?.find((plan) => plan.id === id);
}

/** As it is now, for what happens outside of components. */
export function planNow(id: string): Plan | undefined {
  return plans.get()?.find((plan) => plan.id === id);
}

/** Undefined until the watchdog has looked for the first time. */
export function useAlarmBoard(): AlarmBoard | undefined {
  return useStore(alarms);
}

export function useJobs(): readonly Job[] {
  return useStore(jobs);
}

export function useJob(id: string | undefined): Job | undefined {
  return useStore(jobs).find((job) => job.id === id);
}
