import { type Engine, EngineError, type ScheduleDoor } from '../../engine/engine.ts';

/** The door to the schedules: what is due is told from what this process knows, and each run has a process of its own. */
export function isolatedSchedule({
  here,
  run,
}: {
  readonly here: <T>(work: (engine: Engine) => Promise<T>) => Promise<T>;
  readonly run: ScheduleDoor['run'];
}): ScheduleDoor {
  return {
    look: (draft) => here((engine) => engine.schedule.look(draft)),
    nextOf: (...given) => here((engine) => engine.schedule.nextOf(...given)),
    until: (until) => here((engine) => engine.schedule.until(until)),
    event: (event) => here((engine) => engine.schedule.event(event)),
    unmet: (around) => here((engine) => engine.schedule.unmet(around)),
    take: (...given) => here((engine) => engine.schedule.take(...given)),
    nextAt: () => here((engine) => engine.schedule.nextAt()),
    skipped: (due) => here((engine) => engine.schedule.skipped(due)),
    pause: (plan) => here((engine) => engine.schedule.pause(plan)),
    resume: (plan) => here((engine) => engine.schedule.resume(plan)),
    ended: (...given) => here((engine) => engine.schedule.ended(...given)),
    holidays: () => here((engine) => engine.schedule.holidays()),
    holidaysSet: (holidays) => here((engine) => engine.schedule.holidaysSet(holidays)),
    run: async (due, control) => {
      try {
        return await run(due, control);
      } catch (error) {
        // The process that ran it may have been ended before it could say so.
        const { code, subject } =
          error instanceof EngineError ? error : { code: 'internal' as const, subject: undefined };
        await here((engine) => engine.schedule.ended(due, code, subject));
        throw error;
      }
    },
  };
}
