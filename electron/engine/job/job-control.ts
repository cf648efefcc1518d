import type { Progress } from '../../contract/index.ts';

/** What goes down with every long job: the wish to stop, and where samples of its counters go. */
export interface JobControl {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((sample: Progress) => void) | undefined;
}
