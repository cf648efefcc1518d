import type { Progress } from '../../contract/index.ts';
import type { Halt } from '../base/index.ts';

/** What goes down with every long job: the wish to stop or to wait, and where samples of its counters go. */
export interface JobControl extends Halt {
  readonly onProgress?: ((sample: Progress) => void) | undefined;
}
