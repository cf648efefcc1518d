import { randomUUID } from 'node:crypto';
import { ENDING, type Failure, type Job, type Progress, type Starter } from '../contract/index.ts';
import type { JobControl } from '../engine/engine.ts';
import { briefed, troublesOf } from './briefing.ts';
import { PauseGate } from './pause-gate.ts';

export type JobResult = NonNullable<Job['result']>;

export interface JobOrder {
  readonly verb: Job['verb'];
  readonly planId: string;
  /** Left out: the window. */
  readonly by?: Starter;
  run(control: JobControl): Promise<JobResult>;
}

interface Entry {
  readonly order: JobOrder;
  readonly cancel: AbortController;
  readonly gate: PauseGate;
  readonly ended: PromiseWithResolvers<void>;
  job: Job;
}

const KEPT_JOBS = 50;

/** Runs orders: one of a plan at a time, in the order they came; different plans beside each other. Keeps the last finished ones. */
export class JobBoard {
  readonly #changed: () => void;
  readonly #settled: () => void;
  readonly #toFailure: (error: unknown) => Failure;
  readonly #running = new Set<Promise<void>>();
  #entries: Entry[] = [];

  constructor(deps: { changed: () => void; settled: () => void; toFailure: (error: unknown) => Failure }) {
    this.#changed = deps.changed;
    this.#settled = deps.settled;
    this.#toFailure = deps.toFailure;
  }

  /** Oldest first. */
  jobs(): Job[] {
    return briefed(this.#entries.map((entry) => entry.job));
  }

  /** A job of this verb and plan that waits or runs. */
  unfinished(verb: Job['verb'], planId: string): { readonly job: Job; readonly by: Starter } | undefined {
    const entry = this.#entries.find(({ job }) => job.state !== 'done' && job.verb === verb && job.planId === planId);
    return entry && { job: entry.job, by: starterOf(entry.order) };
  }

  start(order: JobOrder): string {
    const job: Job = {
      id: randomUUID(),
      verb: order.verb,
      planId: order.planId,
      startedAt: new Date().toISOString(),
      state: 'waiting',
    };
    this.#entries.push({
      order,
      cancel: new AbortController(),
      gate: new PauseGate(),
      ended: Promise.withResolvers(),
      job,
    });
    this.#next(order.planId);
    this.#changed();
    return job.id;
  }

  /** Resolves when the job has ended in whatever way; at once where there is no such job. */
  ended(id: string): Promise<void> {
    return this.#entries.find(({ job }) => job.id === id)?.ended.promise ?? Promise.resolve();
  }

  /** False: there is no such job. A finished one stays as it is. */
  cancel(id: string, reason?: string): boolean {
    const entry = this.#entries.find(({ job }) => job.id === id);
    if (!entry) return false;
    if (entry.job.state === 'waiting') this.#finish(entry, { failure: { code: 'cancelled' } });
    if (entry.job.state === 'running' || entry.job.state === 'paused') {
      this.#update(entry, { state: 'cancelling' });
      entry.cancel.abort(reason);
    }
    return true;
  }

  /** False: there is no such job. One that does not run stays as it is. */
  pause(id: string): boolean {
    const entry = this.#entries.find(({ job }) => job.id === id);
    if (entry?.job.state === 'running') {
      entry.gate.close();
      this.#update(entry, { state: 'paused' });
    }
    return entry !== undefined;
  }

  /** False: there is no such job. One that is not paused stays as it is. */
  resume(id: string): boolean {
    const entry = this.#entries.find(({ job }) => job.id === id);
    if (entry?.job.state === 'paused') {
      entry.gate.open();
      this.#update(entry, { state: 'running' });
    }
    return entry !== undefined;
  }

  /** Cancels everything and waits until it has stopped. */
  async stop(): Promise<void> {
    for (const { job } of this.#entries) this.cancel(job.id, ENDING);
    await Promise.all(this.#running);
  }

  #next(planId: string): void {
    const ofPlan = this.#entries.filter(({ job }) => job.planId === planId);
    if (ofPlan.some(({ job }) => job.state !== 'waiting' && job.state !== 'done')) return;
    const entry = ofPlan.find(({ job }) => job.state === 'waiting');
    if (!entry) return;
    this.#update(entry, { state: 'running', startedAt: new Date().toISOString() });
    const running = this.#run(entry).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #run(entry: Entry): Promise<void> {
    try {
      const onProgress = (progress: Progress) => this.#update(entry, { progress });
      const result = await entry.order.run({
        signal: entry.cancel.signal,
        gate: entry.gate,
        by: starterOf(entry.order),
        onProgress,
      });
      this.#finish(entry, { result, ...troublesOf(result) });
    } catch (error) {
      this.#finish(entry, { failure: this.#toFailure(error) });
    }
  }

  #finish(entry: Entry, end: Partial<Job>): void {
    this.#update(entry, { ...end, state: 'done', endedAt: new Date().toISOString() });
    entry.ended.resolve();
    const done = this.#entries.filter(({ job }) => job.state === 'done');
    const dropped = new Set(done.slice(0, Math.max(0, done.length - KEPT_JOBS)));
    this.#entries = this.#entries.filter((other) => !dropped.has(other));
    this.#settled();
    this.#next(entry.job.planId);
  }

  #update(entry: Entry, change: Partial<Job>): void {
    entry.job = { ...entry.job, ...change };
    this.#changed();
  }
}

function starterOf({ by = 'window' }: JobOrder): Starter {
  return by;
}
