import type { Failure } from '../../electron/contract/index.ts';
import { Store, useStore } from './store.ts';

/** The failure of the last thing that was asked for by a button, until the next one or until it is put away. */
const told = new Store<Failure | undefined>(undefined);

export function tell(failure: Failure | undefined): void {
  told.set(failure);
}

export function useTold(): Failure | undefined {
  return useStore(told);
}
