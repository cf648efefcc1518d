import { CALLS, type Job } from '../contract/index.ts';
import type { ServiceClient } from './service-client.ts';

/** What menus and a second start may order of the engine without the window. What is refused is in the history and on Home. */
export class Orders {
  readonly #client: Pick<ServiceClient, 'ask'>;
  readonly #jobs: () => readonly Job[];

  constructor(client: Pick<ServiceClient, 'ask'>, jobs: () => readonly Job[]) {
    this.#client = client;
    this.#jobs = jobs;
  }

  /** Every plan of this computer that is not paused and not being backed up already. */
  async backUpAll(): Promise<void> {
    const reply = await this.#client.ask('plan.list', {});
    const plans = CALLS['plan.list'].output.safeParse(reply.ok ? reply.value : []).data ?? [];
    const due = plans.filter(({ origin, state }) => origin === 'here' && state !== 'paused');
    for (const { id } of due) {
      const isBusy = this.#jobs().some((job) => job.planId === id && job.verb === 'backup' && job.state !== 'done');
      if (!isBusy) await this.#client.ask('backup.start', { plan: id });
    }
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
