import { HIDDEN } from './login-item.ts';

/** What a start of the program asks for. Nothing that deletes, restores or names a path can be asked for this way. */
export interface StartOrders {
  readonly isHidden: boolean;
  readonly backsUp: boolean;
}

export const BACK_UP = '--back-up';

/** Reads the arguments of a first or a second start; what is not known says nothing. */
export function startOrders(args: readonly string[]): StartOrders {
  return { isHidden: args.includes(HIDDEN), backsUp: args.includes(BACK_UP) };
}
