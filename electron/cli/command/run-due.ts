import { setTimeout as wait } from 'node:timers/promises';
import { type BackupResult, ENDING, ERRORS, EXIT, type Failure, SCHEDULE_EVENTS } from '../../contract/index.ts';
import { failureOf } from '../cli-failure.ts';
import { type DueRun, type JobControl, watchAll } from '../../engine/engine.ts';
import type { Verb } from '../command-spec.ts';
import { backupExit, worstExit } from '../exit-code.ts';
import type { Session } from '../session.ts';
import { tellOthers } from '../tell-others.ts';
import type { EngineDoor } from '../world.ts';

interface DueEnd {
  readonly plan: string;
  readonly name: string;
  readonly due: string;
  readonly result?: BackupResult;
  readonly failure?: Failure;
}

/** So often is asked whether the place of a run has fallen silent. */
const LOOK_MS = 1000;

export const runDue: Verb = async (session, { options }) => {
  const event = options.choice('event', SCHEDULE_EVENTS);
  const engine = await session.isolatedEngine();
  if (event !== undefined) await engine.schedule.event(event);
  const control = await session.control(ENDING);
  const ends = await runAll(engine, control);
  // Who has been told to stop does no more than that; the next time comes in minutes.
  if (!control.signal?.aborted) {
    // Whatever became of the runs: what is wrong is opened, told again or closed.
    await watchAll(engine, 'run-due');
    // Nobody else may come before the next time.
    await tellOthers(engine, { isLast: true });
  }
  const codes = ends.map(exitOf);
  return {
    document: { runs: ends },
    exit: worstExit(codes),
    quiet: [],
    lines: () => (ends.length === 0 ? [session.words('cli.due.none')] : ends.map((end) => lineOf(session, end))),
  };
};

/**
 * One run after another; only while the place of one stands still the next one begins beside it. A vault that has not answered is left for
 * the next call with all its plans: each of them would wait for it as long again.
 */
async function runAll(engine: EngineDoor, control: JobControl): Promise<DueEnd[]> {
  // Nobody has looked after the schedules before: what went by until now was not run because nothing was running.
  const aliveSince = new Date();
  const ends: DueEnd[] = [];
  const silent = new Set<string>();
  const underWay = new Map<string, Promise<void>>();
  while (!control.signal?.aborted) {
    const busyVaults = new Set([...silent, ...underWay.keys()]);
    const due = await engine.schedule.take({ aliveSince, busyVaults, unmet: await engine.schedule.unmet() });
    if (!due && underWay.size === 0) break;
    if (!due) {
      await Promise.race(underWay.values());
      continue;
    }
    const running = runOne(engine, due, control).then((end) => {
      ends.push(end);
      if (end.failure?.code === 'place-silent') silent.add(due.vaultId);
      underWay.delete(due.vaultId);
    });
    underWay.set(due.vaultId, running);
    await endedOrSilent(engine, due, running);
  }
  await Promise.all(underWay.values());
  return ends;
}

async function runOne(engine: EngineDoor, due: DueRun, control: JobControl): Promise<DueEnd> {
  const end = { plan: due.plan, name: due.name, due: due.at };
  try {
    return { ...end, result: await engine.schedule.run(due, control) };
  } catch (error) {
    return { ...end, failure: failureOf(error) };
  }
}

async function endedOrSilent(engine: EngineDoor, { plan }: DueRun, running: Promise<void>): Promise<void> {
  const over = running.then(() => true);
  for (;;) {
    const isOver = await Promise.race([over, wait(LOOK_MS, false, { ref: false })]);
    if (isOver || (await isSilent(engine, plan))) return;
  }
}

/** A plan that was removed meanwhile has nothing to say. */
async function isSilent(engine: EngineDoor, plan: string): Promise<boolean> {
  try {
    return (await engine.planShow(plan)).silent !== undefined;
  } catch {
    return false;
  }
}

function exitOf({ result, failure }: DueEnd): number {
  if (failure) return ERRORS[failure.code].exit;
  return result ? backupExit(result) : EXIT.failed;
}

function lineOf({ words, formats }: Session, { name, due, result, failure }: DueEnd): string {
  const how = failure ? words.failure(failure).sentence : words(`outcome.${result?.outcome ?? 'failed'}`);
  return words('cli.due.row', { name, at: formats.time(due), how });
}
