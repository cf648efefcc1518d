import type { OpenFacts } from './place-calls.ts';
import { placeError } from './place-fault.ts';
import type { RemoteDriver } from './remote-driver.ts';

/** Loads what the kind of place needs, and only that. Connects at its first call. */
export async function openDriver({ address }: OpenFacts): Promise<RemoteDriver> {
  throw placeError('ENOTCONN', `no driver for ${address.kind}`);
}
