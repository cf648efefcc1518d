import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  type CallInput,
  type CallName,
  type CallOutput,
  CONTRACT_VERSION,
  type Job,
  type ServiceMessage,
} from '../../electron/contract/index.ts';

const program = fileURLToPath(new URL('../../dist/engine/service.mjs', import.meta.url));

export interface ServiceManner {
  /** For its Node. */
  readonly execArgv?: readonly string[];
  /** A program that becomes it. */
  readonly inside?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** The built service in its own process, asked as the window asks it. */
export class PipedService {
  readonly #child: ChildProcess;
  readonly #asks = new Map<number, (message: Extract<ServiceMessage, { kind: 'reply' }>) => void>();
  readonly #watchers = new Set<() => void>();
  #lastId = 0;
  jobs: readonly Job[] = [];

  private constructor(home: string, { execArgv = [], inside = [], env = process.env }: ServiceManner = {}) {
    const [first, ...words] = [...inside, process.execPath, ...execArgv, program, '--home', home];
    const stdio = ['inherit', 'inherit', 'inherit', 'ipc'] as const;
    this.#child = spawn(first, words, { serialization: 'advanced', stdio: [...stdio], env });
    this.#child.on('message', (message) => this.#hear(message as ServiceMessage));
  }

  static async start(home: string, how?: ServiceManner): Promise<PipedService> {
    const service = new PipedService(home, how);
    await service.ask('app.hello', { contract: CONTRACT_VERSION });
    return service;
  }

  /** Throws an Error whose message is the failure's code. */
  async ask<N extends CallName>(call: N, input: CallInput<N>): Promise<CallOutput<N>> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answered = new Promise<Extract<ServiceMessage, { kind: 'reply' }>>((done) => this.#asks.set(id, done));
    this.#child.send({ id, call, input });
    const { reply } = await answered;
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value as CallOutput<N>;
  }

  /** Resolves once the job is so. */
  async until(jobId: string, isSo: (job: Job) => boolean): Promise<Job> {
    for (;;) {
      const job = this.jobs.find(({ id }) => id === jobId);
      if (job && isSo(job)) return job;
      await new Promise<void>((wake) => this.#watchers.add(wake));
    }
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }

  /** With no chance to tidy up or to note anything. */
  async kill(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  #hear(message: ServiceMessage): void {
    if (message.kind === 'reply') this.#asks.get(message.id)?.(message);
    else if (message.topic === 'jobs') this.jobs = message.value as Job[];
    const watchers = [...this.#watchers];
    this.#watchers.clear();
    for (const wake of watchers) wake();
  }
}
