import type { ServiceMessage } from '../contract/index.ts';
import { watchVault } from '../engine/engine.ts';
import { createDispatcher, type EngineDoor } from './dispatcher.ts';
import { DiskWatch } from './disk-watch.ts';
import { toFailure } from './failure.ts';
import { JobBoard, type JobOrder } from './job-board.ts';
import { Looks } from './looks.ts';
import { Scheduler } from './scheduler.ts';
import { sampled, Topics } from './topics.ts';
import { Watchdog } from './watchdog.ts';
import { ZoneWatch, type ZoneWatchDeps } from './zone-watch.ts';

export interface Service {
  receive(message: unknown): Promise<void>;
  /** Cancels jobs, waits for their end, closes the engine. */
  stop(): Promise<void>;
}

/** What was told longer ago is not known any more: the window's process tells every minute. */
const IDLE_TOLD_MS = 3 * 60_000;
const SAMPLE_MS = 100;
/** Looks for what is to be told by mail and webhook. Not at once: whoever opens the window wants to see it first. */
const TELL_START_MS = 6000;
const TELL_MS = 15_000;
const SEARCH_PAUSE_MS = 1000;

/** The service without its process: an engine that opens, messages in, messages out. */
export function createService(deps: {
  /** The data folder, for what can be said of it when no engine opens. */
  home: string;
  /** `plansChanged`: for what it notices by itself. */
  openEngine: (plansChanged: () => void) => Promise<EngineDoor>;
  /** Left out where the zone is not the system's to say. */
  systemZone?: ZoneWatchDeps['systemZone'] | undefined;
  send: (message: ServiceMessage) => void;
  report: (error: unknown) => void;
}): Service {
  const failureOf = (error: unknown) => toFailure(error, deps.report);
  const topics = new Topics(deps.send);
  const engine = retried(() => deps.openEngine(() => publishPlans()));

  let idle: { readonly seconds: number; readonly at: number } | undefined;

  const publishPlans = sampled(() => {
    engine()
      .then(
        async (opened) => topics.publish('plans', await opened.planList()),
        () => {}, // Not open: the answer to `status.get` says why.
      )
      .catch(deps.report);
  }, SAMPLE_MS);
  // Whoever searches should not have to wait for what a backup has brought; a job that runs comes first.
  const prepareFinding = sampled(() => {
    if (board.jobs().some(({ state }) => state !== 'done')) return;
    engine()
      .then(
        (opened) => opened.prepareFinding(),
        () => {}, // Not open, as above.
      )
      // What is wrong with a vault is told by a search.
      .catch(failureOf);
  }, SEARCH_PAUSE_MS);
  const publishJobs = sampled(() => topics.publish('jobs', board.jobs()), SAMPLE_MS);
  const settle = (): void => {
    publishPlans();
    prepareFinding();
    watchdog.look();
  };
  const board = new JobBoard({ changed: publishJobs, settled: settle, toFailure: failureOf });
  const dispatch = createDispatcher({
    home: deps.home,
    engine,
    board,
    plansChanged: publishPlans,
    wake: () => {
      zones?.look();
      scheduler.wake();
      watchdog.look();
    },
    watch: () => watchdog.look(),
    idleFor: (seconds) => {
      idle = { seconds, at: Date.now() };
    },
    toFailure: failureOf,
  });

  const scheduler = new Scheduler({
    take: async (look) => (await engine()).schedule.take(look).finally(publishPlans),
    unmet: async () =>
      (await engine()).schedule.unmet(idle && Date.now() - idle.at < IDLE_TOLD_MS ? { idleSeconds: idle.seconds } : {}),
    nextAt: async () => (await engine()).schedule.nextAt(),
    run: async (due) => {
      const opened = await engine();
      if (board.unfinished('backup', due.plan)) await opened.schedule.skipped(due);
      else {
        const run: JobOrder['run'] = (control) => opened.schedule.run(due, control);
        await board.ended(board.start({ verb: 'backup', planId: due.plan, by: 'schedule', run }));
      }
    },
    // That the engine does not open is the answer to `status.get`.
    report: (error) => void failureOf(error),
  });

  const watch = new DiskWatch({
    news: async () => (await engine()).disks.news(),
    seen: publishPlans,
    run: async ({ plan }) => {
      const opened = await engine();
      if (board.unfinished('backup', plan)) return;
      board.start({ verb: 'backup', planId: plan, by: 'schedule', run: (control) => opened.backup({ plan }, control) });
    },
    report: (error) => void failureOf(error),
  });

  const telling = new Looks({
    startMs: TELL_START_MS,
    everyMs: TELL_MS,
    look: async () => {
      const opened = await engine();
      await opened.notify.tell({ isLast: false }, opened);
    },
    report: (error) => void failureOf(error),
  });

  // Apart from the scheduler in all it does: neither its timer, nor its runs, nor what it believes is asked.
  const watchdog = new Watchdog({
    look: async (aliveSince) => (await engine()).alarms.look('service', aliveSince),
    lookAround: async () => {
      const opened = await engine();
      for (const vault of await opened.alarms.unwatched()) await watchVault(opened, vault);
    },
    seen: (board) => {
      topics.publish('alarms', board);
      telling.now();
    },
    report: (error) => void failureOf(error),
  });

  const { systemZone } = deps;
  const zones =
    systemZone &&
    new ZoneWatch({
      systemZone,
      changed: () => {
        // What is planned is planned anew, and what the new zone has had meanwhile is made up for.
        scheduler.wake();
        watchdog.look();
        publishPlans();
      },
      report: (error) => void failureOf(error),
    });

  publishJobs();
  publishPlans();
  prepareFinding();

  return {
    async receive(message) {
      const answer = await dispatch(message);
      if (answer) deps.send({ kind: 'reply', ...answer });
    },
    async stop() {
      scheduler.stop();
      watch.stop();
      zones?.stop();
      telling.stop();
      watchdog.stop();
      await board.stop();
      const opened = await engine().catch(() => undefined);
      await opened?.close();
    },
  };
}

/** One engine for all; a failed opening is tried again at the next need, so that a mended disk does not ask for a new start. */
function retried<T>(open: () => Promise<T>): () => Promise<T> {
  let opening: Promise<T> | undefined;
  return () => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
}
