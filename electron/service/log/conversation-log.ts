import type { CallName, Failure, Job, Reply, ServiceMessage } from '../../contract/index.ts';
import type { ServiceLog } from './service-log.ts';

/** Failures that say something of the program or the disk; others are a person's slip and not worth a warning. */
const GRAVE = new Set<Failure['code']>([
  'internal',
  'engine-unfit',
  'state-damaged',
  'home-unusable',
  'version-mismatch',
]);

/**
 * Writes the log from what passes between service and window: jobs that begin and end, asks that fail. Codes and counts
 * only; subjects of failures are names and paths, and are left out.
 */
export class ConversationLog {
  readonly #log: ServiceLog;
  readonly #calls = new Map<number, CallName>();
  readonly #states = new Map<string, Job['state']>();

  constructor(log: ServiceLog) {
    this.#log = log;
  }

  received(message: unknown): void {
    if (typeof message !== 'object' || message === null || !('id' in message) || !('call' in message)) return;
    const { id, call } = message;
    if (call === 'schedule.wake') this.#log.info({}, 'computer woke');
    if (typeof id === 'number' && typeof call === 'string') this.#calls.set(id, call as CallName);
  }

  sent(message: ServiceMessage): void {
    if (message.kind === 'reply') this.#replied(message.id, message.reply);
    else if (message.topic === 'jobs') this.#jobsSeen(message.value as readonly Job[]);
  }

  #replied(id: number, reply: Reply): void {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (reply.ok) return;
    const { code } = reply.error;
    this.#log[GRAVE.has(code) ? 'error' : 'info']({ call, code, ...errno(reply.error) }, 'ask failed');
  }

  #jobsSeen(jobs: readonly Job[]): void {
    for (const job of jobs) {
      const before = this.#states.get(job.id);
      if (before === job.state) continue;
      if (before === undefined && job.state === 'done') this.#began(job);
      if (job.state === 'done') this.#ended(job);
      else this.#began(job);
      this.#states.set(job.id, job.state);
    }
    const kept = new Set(jobs.map(({ id }) => id));
    for (const id of this.#states.keys()) if (!kept.has(id)) this.#states.delete(id);
  }

  #began({ id, verb, planId, state }: Job): void {
    this.#log.info({ job: id, verb, plan: planId, state: state === 'done' ? 'running' : state }, 'job');
  }

  #ended({ id, verb, planId, result, failure, troubles }: Job): void {
    const facts = { job: id, verb, plan: planId, state: 'done' as const, ...(troubles && { troubles }) };
    if (failure) {
      const level = failure.code === 'cancelled' ? 'info' : GRAVE.has(failure.code) ? 'error' : 'warn';
      this.#log[level]({ ...facts, code: failure.code, ...errno(failure) }, 'job');
    } else if (result) {
      const { outcome, seconds } = result;
      this.#log[outcome === 'complete' || outcome === 'cancelled' ? 'info' : 'warn'](
        { ...facts, outcome, seconds },
        'job',
      );
    }
  }
}

/** A detail that is a word of the system, such as ENOSPC, and no sentence that may hold a name. */
function errno({ detail }: Failure): { detail?: string } {
  return detail !== undefined && /^[A-Z][A-Z_0-9]{1,30}$/.test(detail) ? { detail } : {};
}
