import type { Progress } from '../../contract/index.ts';

const SAMPLE_EVERY_MS = 100;

/** The counters of one running job. The job adds to them; a timer samples them at most 10 times a second. */
export class Tally {
  readonly value: Progress = {
    phase: 'preparing',
    files: { seen: 0, done: 0 },
    bytes: { seen: 0, done: 0, stored: 0 },
    gaps: 0,
  };
  readonly #onSample: ((sample: Progress) => void) | undefined;
  #lastMs = 0;

  constructor(onSample?: (sample: Progress) => void) {
    this.#onSample = onSample;
  }

  enter(phase: Progress['phase']): void {
    this.value.phase = phase;
    this.sample(true);
  }

  /** Called from the job's loop; cheap unless a sample is due. */
  sample(force = false): void {
    if (!this.#onSample) return;
    const nowMs = performance.now();
    if (!force && nowMs - this.#lastMs < SAMPLE_EVERY_MS) return;
    this.#lastMs = nowMs;
    this.#onSample(structuredClone(this.value));
  }
}
