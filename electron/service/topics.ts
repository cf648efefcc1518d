import type { ServiceMessage, TopicName, TopicValue } from '../contract/index.ts';

/** Sends whole values of topics, each with a revision that grows. */
export class Topics {
  readonly #send: (message: ServiceMessage) => void;
  #revision = 0;

  constructor(send: (message: ServiceMessage) => void) {
    this.#send = send;
  }

  publish<N extends TopicName>(topic: N, value: TopicValue<N>): void {
    this.#revision += 1;
    this.#send({ kind: 'topic', topic, revision: this.#revision, value });
  }
}

/** Runs `act` at once, then at most every `intervalMs`; the last wish is never lost. */
export function sampled(act: () => void, intervalMs: number): () => void {
  let timer: NodeJS.Timeout | undefined;
  let wanted = false;
  const tick = () => {
    timer = undefined;
    if (wanted) go();
  };
  const go = () => {
    wanted = false;
    timer = setTimeout(tick, intervalMs);
    act();
  };
  return () => {
    if (timer === undefined) go();
    else wanted = true;
  };
}
