import type { Failure, Reply } from '../../electron/contract/index.ts';
import { type Route, routeNow } from './route.ts';
import { Store, useStore } from './store.ts';

/** The PIN for deleting and changing is asked for; what was typed is in the dialog alone and goes with it. */
export interface PinQuestion {
  /** Does what had been asked for. A failure is one of the PIN: it can be typed again. */
  readonly attempt: (pin: string) => Promise<Failure | undefined>;
  readonly putAway: () => void;
  readonly ended: Promise<unknown>;
}

type GivenPin = { readonly pin?: string };
type Act<T> = (given: GivenPin) => Promise<Reply<T>>;

const question = new Store<PinQuestion | undefined>(undefined);
let kept: { readonly pin: string; readonly route: Route } | undefined;

export function usePinQuestion(): PinQuestion | undefined {
  return useStore(question);
}

/** Does it, and where that needs the PIN asks for it and does it then; put away, it stays undone and says so. */
export async function withPin<T>(act: Act<T>): Promise<Reply<T>> {
  const first = await act(known());
  if (first.ok || !isOfPin(first.error)) return first;
  const other = question.get();
  if (!other) return await asked(act, first);
  await other.ended;
  return await withPin(act);
}

function asked<T>(act: Act<T>, undone: Reply<T>): Promise<Reply<T>> {
  let end: (reply: Reply<T>) => void = () => {};
  const ended = new Promise<Reply<T>>((resolve) => {
    end = resolve;
  });
  let trying: Promise<unknown> = Promise.resolve();
  const attempt = async (pin: string): Promise<Failure | undefined> => {
    const reply = await act({ pin });
    if (!reply.ok && isOfPin(reply.error)) return reply.error;
    if (reply.ok) kept = { pin, route: routeNow() };
    end(reply);
    return undefined;
  };
  question.set({
    ended,
    attempt: (pin) => {
      const tried = attempt(pin);
      trying = tried;
      return tried;
    },
    // What is under way meanwhile may still be done: then that is the answer.
    putAway: () => {
      question.set(undefined);
      void trying.then(() => end(undone));
    },
  });
  return ended;
}

function isOfPin({ code }: Failure): boolean {
  return code === 'pin-needed' || code === 'pin-wrong' || code === 'pin-wait';
}

/** The page of the recovery kit shows the key and then saves it: that is one act. Everything else asks each time. */
function known(): GivenPin {
  const route = routeNow();
  if (kept?.route !== route || route.screen !== 'kit') kept = undefined;
  return kept ? { pin: kept.pin } : {};
}
