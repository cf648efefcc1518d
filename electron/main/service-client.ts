import {
  type CallName,
  CONTRACT_VERSION,
  type Failure,
  type Reply,
  type TopicName,
  type TopicValue,
} from '../contract/index.ts';
import { zServiceMessage } from './service-message.ts';

type Topic = { [N in TopicName]: { topic: N; revision: number; value: TopicValue<N> } }[TopicName];

const STOPPED: Failure = { code: 'internal', detail: 'engine-stopped' };

/**
 * The shell's end of the pipe to the service: numbers asks, matches replies, remembers the last value of each topic.
 * Asks that come while the service starts wait for its greeting; asks that it dies over are answered as failed.
 */
export class ServiceClient {
  readonly #send: (message: object) => boolean;
  readonly #onTopic: (topic: Topic) => void;
  readonly #revive: () => void;
  readonly #pending = new Map<number, (reply: Reply) => void>();
  readonly #topics = new Map<TopicName, Topic>();
  #waiting: (() => void)[] = [];
  #state: 'starting' | 'greeted' | 'refused' | 'given-up' = 'starting';
  #refusal: Failure = STOPPED;
  #lastId = 0;
  #revision = 0;

  constructor(deps: { send: (message: object) => boolean; onTopic: (topic: Topic) => void; revive: () => void }) {
    this.#send = deps.send;
    this.#onTopic = deps.onTopic;
    this.#revive = deps.revive;
  }

  async ask(call: CallName, input: unknown): Promise<Reply> {
    if (this.#state === 'given-up') {
      this.#state = 'starting';
      this.#revive();
    }
    if (this.#state === 'starting') await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#state !== 'greeted') return { ok: false, error: this.#refusal };
    return this.#ask(call, input);
  }

  lastOf(topic: TopicName): Topic | undefined {
    return this.#topics.get(topic);
  }

  async started(): Promise<void> {
    this.#state = 'starting';
    const hello = await this.#ask('app.hello', { contract: CONTRACT_VERSION });
    // Died over its greeting: `ended` has already said what comes next.
    if (!hello.ok && hello.error === STOPPED) return;
    if (hello.ok) this.#state = 'greeted';
    else {
      this.#state = 'refused';
      this.#refusal = hello.error;
    }
    this.#release();
  }

  ended(isGivenUp: boolean): void {
    this.#state = isGivenUp ? 'given-up' : 'starting';
    this.#refusal = STOPPED;
    for (const answer of this.#pending.values()) answer({ ok: false, error: STOPPED });
    this.#pending.clear();
    if (isGivenUp) this.#release();
  }

  received(message: unknown): void {
    const parsed = zServiceMessage.safeParse(message);
    if (!parsed.success) {
      console.error('unreadable message of the service', parsed.error.issues);
      return;
    }
    if (parsed.data.kind === 'reply') {
      const { id, reply } = parsed.data;
      this.#pending.get(id)?.(reply);
      this.#pending.delete(id);
      return;
    }
    // Revisions of a restarted service begin again; those given to the window never do.
    this.#revision += 1;
    const topic = { ...parsed.data, revision: this.#revision } as Topic;
    this.#topics.set(topic.topic, topic);
    this.#onTopic(topic);
  }

  #ask(call: CallName, input: unknown): Promise<Reply> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#pending.set(id, resolve);
      if (this.#send({ id, call, input })) return;
      this.#pending.delete(id);
      resolve({ ok: false, error: STOPPED });
    });
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }
}
