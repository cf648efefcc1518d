import { CALLS, type Job } from '../contract/index.ts';
import type { ServiceClient } from './service-client.ts';

export interface OrderedBackups {
  /** Jobs with their plans, those that were under way already among them. */
  readonly begun: ReadonlyMap<string, string>;
  /** Plans whose backup could not be begun. */
  readonly failed: readonly string[];
}

/** What menus and a second start may order of the engine without the window. What is refused is in the history and on Home. */
export class Orders {
  readonly #client: Pick<ServiceClient, 'ask'>;
  readonly #jobs: () => readonly Job[];

  constructor(client: Pick<ServiceClient, 'ask'>, jobs: () => readonly Job[]) {
    this.#client = client;
    this.#jobs = jobs;
  }

  /** Every plan of this computer that is not paused and not being backed up already. */
  async backUpAll(): Promise<OrderedBackups> {
    const reply = await this.#client.ask('plan.list', {});
    const plans = CALLS['plan.list'].output.safeParse(reply.ok ? reply.value : []).data ?? [];
    const due = plans.filter(({ origin, state }) => origin === 'here' && state !== 'paused');
    const begun = new Map<string, string>();
    const failed: string[] = [];
    for (const { id } of due) {
      const busy = this.#jobs().find((job) => job.planId === id && job.verb === 'backup' && job.state !== 'done');
      const job = busy?.id ?? (await this.#begin(id));
      if (job === undefined) failed.push(id);
      else begun.set(job, id);
    }
    return { begun, failed };
  }

  async #begin(plan: string): Promise<string | undefined> {
    const reply = await this.#client.ask('backup.start', { plan });
    return reply.ok ? CALLS['backup.start'].output.safeParse(reply.value).data?.jobId : undefined;
  }

  async pause(): Promise<void> {
    await this.#each('running', 'job.pause');
  }

  async resume(): Promise<void> {
    await this.#each('paused', 'job.resume');
  }

  async #each(state: Job['state'], call: 'job.pause' | 'job.resume'): Promise<void> {
    const jobs = this.#jobs().filter((job) => job.state === state);
    await Promise.all(jobs.map(({ id }) => this.#client.ask(call, { jobId: id })));
  }
}
