import type { Failure } from '../../electron/contract/index.ts';
import type { Ways } from './remedy.ts';
import { Store, useStore } from './store.ts';

export interface Told {
  readonly failure: Failure;
  readonly ways: Ways | undefined;
}

/** The failure of the last thing that was asked for by a button, until the next one or until it is put away. */
const told = new Store<Told | undefined>(undefined);

/** `ways`: what a button beside it may do. */
export function tell(failure: Failure | undefined, ways?: Ways): void {
  told.set(failure && { failure, ways });
}

export function useTold(): Told | undefined {
  return useStore(told);
}
