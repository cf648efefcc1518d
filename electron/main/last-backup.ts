import type { Job } from '../contract/index.ts';
import type { OrderedBackups } from './orders.ts';

/** What a person is asked or told before the computer shuts down, or does not. */
export type Farewell =
  /** All is well. It goes on by itself after a minute. */
  | { readonly kind: 'ready' }
  /** Of these plans something is not as it should be. It does not go on by itself. */
  | { readonly kind: 'failed'; readonly plans: readonly string[] }
  | { readonly kind: 'no-plan' }
  /** The system did not do it. */
  | { readonly kind: 'refused' };

export interface LastBackupDeps {
  readonly backUpAll: () => Promise<OrderedBackups>;
  /** Answers whether the computer is to be shut down. `gone`: nobody needs an answer any more. */
  readonly ask: (farewell: Farewell, gone: AbortSignal) => Promise<boolean>;
  readonly shutDown: () => Promise<void>;
  /** It was begun or is over. */
  readonly changed: () => void;
}

interface UnderWay {
  readonly gone: AbortController;
  readonly jobs: ReadonlyMap<string, string>;
  readonly seen: Set<string>;
  /** Plans whose backup did not come to a good end. */
  readonly failed: Set<string>;
  readonly open: Set<string>;
}

/**
 * Back up everything, then shut the computer down. Whoever goes home need not wait, and finds out: a backup that failed, is incomplete, was lost or
 * stopped keeps the computer on until a person has seen that. It can be called off at any moment.
 */
export class LastBackup {
  readonly #deps: LastBackupDeps;
  #underWay: UnderWay | undefined;
  #beginning: AbortController | undefined;
  #isOver = false;

  constructor(deps: LastBackupDeps) {
    this.#deps = deps;
  }

  get isUnderWay(): boolean {
    return this.#underWay !== undefined || this.#beginning !== undefined;
  }

  /** The computer is shutting down, at our word. */
  get isOver(): boolean {
    return this.#isOver;
  }

  async begin(jobs: () => readonly Job[]): Promise<void> {
    if (this.isUnderWay) return;
    const gone = new AbortController();
    this.#beginning = gone;
    this.#deps.changed();
    const { begun, failed } = await this.#deps.backUpAll();
    if (gone.signal.aborted) return;
    this.#beginning = undefined;
    this.#underWay = { gone, jobs: begun, seen: new Set(), failed: new Set(failed), open: new Set(begun.keys()) };
    if (begun.size === 0 && failed.length === 0) return await this.#end(this.#underWay, { kind: 'no-plan' });
    this.jobsReported(jobs());
  }

  /** What it has begun goes on. */
  callOff(): void {
    this.#beginning?.abort();
    this.#underWay?.gone.abort();
    this.#beginning = undefined;
    this.#underWay = undefined;
    this.#deps.changed();
  }

  jobsReported(reported: readonly Job[]): void {
    const now = this.#underWay;
    if (!now || now.open.size === 0) return;
    for (const job of reported) {
      if (!now.open.has(job.id)) continue;
      now.seen.add(job.id);
      if (job.state === 'done') settle(now, job.id, job.failure === undefined && job.result?.outcome === 'complete');
    }
    const listed = new Set(reported.map(({ id }) => id));
    for (const id of now.seen) if (now.open.has(id) && !listed.has(id)) settle(now, id, false);
    this.#lookWhetherDone(now);
  }

  /** All that it was doing is lost, be it that nobody was told of it yet. */
  engineEnded(): void {
    const now = this.#underWay;
    if (!now) return;
    for (const id of now.open) settle(now, id, false);
    this.#lookWhetherDone(now);
  }

  #lookWhetherDone(now: UnderWay): void {
    if (now.open.size > 0 || this.#underWay !== now) return;
    const plans = [...now.failed];
    void this.#end(now, plans.length === 0 ? { kind: 'ready' } : { kind: 'failed', plans });
  }

  async #end(now: UnderWay, farewell: Farewell): Promise<void> {
    const { gone } = now;
    const isWanted = (await this.#deps.ask(farewell, gone.signal)) && !gone.signal.aborted;
    if (this.#underWay === now) this.#underWay = undefined;
    if (isWanted) await this.#shutDown(gone.signal);
    this.#deps.changed();
  }

  async #shutDown(gone: AbortSignal): Promise<void> {
    this.#isOver = true;
    try {
      await this.#deps.shutDown();
    } catch (error) {
      console.error('the computer could not be shut down', error);
      this.#isOver = false;
      await this.#deps.ask({ kind: 'refused' }, gone);
    }
  }
}

function settle(now: UnderWay, job: string, isGood: boolean): void {
  now.open.delete(job);
  const plan = now.jobs.get(job);
  if (!isGood && plan !== undefined) now.failed.add(plan);
}
