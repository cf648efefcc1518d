import type { Progress, Starter } from '../../contract/index.ts';
import type { Halt } from '../base/index.ts';

/** What goes down with every long job: the wish to stop or to wait, who started it, and where samples of its counters go. */
export interface JobControl extends Halt {
  /** For whoever is refused meanwhile. */
  readonly by?: Starter | undefined;
  readonly onProgress?: ((sample: Progress) => void) | undefined;
}
