import { workerData } from 'node:worker_threads';
import type { Identity } from '../crypt/index.ts';
import type { PlaceChannel } from '../place/index.ts';
import type { StopSign } from './stopping.ts';

/** What a pool tells each of its threads when it starts it. */
export interface ThreadFacts {
  /** Other programs come first. */
  readonly isBackground: boolean;
  readonly stop: StopSign;
  /** What opens the files of the job's vault; empty where it is not encrypted, or only written. */
  readonly identities: readonly Identity[];
  /** Where the same volumes rest: places of the vault and of its copies, for what cannot be read in the first. */
  readonly mirrors?: readonly string[] | undefined;
  /** To places on other computers; undefined where the job has none. */
  readonly places?: PlaceChannel | undefined;
}

/** Of this thread; outside of a pool there are none. */
export function threadFacts(): Partial<ThreadFacts> {
  return (workerData as Partial<ThreadFacts> | null) ?? {};
}
