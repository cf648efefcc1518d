import { type BackupResult, ERRORS, EXIT, type Failure, SCHEDULE_EVENTS } from '../../contract/index.ts';
import { failureOf } from '../cli-failure.ts';
import { watchAll } from '../../engine/engine.ts';
import type { Verb } from '../command-spec.ts';
import { backupExit, worstExit } from '../exit-code.ts';
import type { Session } from '../session.ts';
import { tellOthers } from '../tell-others.ts';

interface DueEnd {
  readonly plan: string;
  readonly name: string;
  readonly due: string;
  readonly result?: BackupResult;
  readonly failure?: Failure;
}

export const runDue: Verb = async (session, { options }) => {
  const event = options.choice('event', SCHEDULE_EVENTS);
  const engine = await session.engine();
  if (event !== undefined) await engine.schedule.event(event);
  // Nobody has looked after the schedules before: what went by until now was not run because nothing was running.
  const aliveSince = new Date();
  const ends: DueEnd[] = [];
  const control = await session.control();
  while (!control.signal?.aborted) {
    const due = await engine.schedule.take({ aliveSince, unmet: await engine.schedule.unmet() });
    if (!due) break;
    const end = { plan: due.plan, name: due.name, due: due.at };
    try {
      ends.push({ ...end, result: await engine.schedule.run(due, control) });
    } catch (error) {
      ends.push({ ...end, failure: failureOf(error) });
    }
  }
  // Whatever became of the runs: what is wrong is opened, told again or closed.
  await watchAll(engine, 'run-due');
  // Nobody else may come before the next time.
  await tellOthers(engine, { isLast: true });
  const codes = ends.map(exitOf);
  return {
    document: { runs: ends },
    exit: worstExit(codes),
    quiet: [],
    lines: () => (ends.length === 0 ? [session.words('cli.due.none')] : ends.map((end) => lineOf(session, end))),
  };
};

function exitOf({ result, failure }: DueEnd): number {
  if (failure) return ERRORS[failure.code].exit;
  return result ? backupExit(result) : EXIT.failed;
}

function lineOf({ words, formats }: Session, { name, due, result, failure }: DueEnd): string {
  const how = failure ? words.failure(failure).sentence : words(`outcome.${result?.outcome ?? 'failed'}`);
  return words('cli.due.row', { name, at: formats.time(due), how });
}
