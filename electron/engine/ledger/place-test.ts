import { randomBytes } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import type { PlaceTested } from '../../contract/index.ts';
import { elapsedSeconds, EngineError, randomId } from '../base/index.ts';
import { unreachable } from '../place/index.ts';
import { writing } from '../vault/index.ts';
import type { PlanDeps } from './plans.ts';
import type { PlaceToOpen } from './vault-keys.ts';

const TRIAL_BYTES = 64 * 1024;

/**
 * Tries what a backup needs of a place, as whoever runs this: puts a small file there, reads it back, finds it in the listing, takes it away
 * again. Nothing stays. `newHostKey`: whoever answers now is taken for the right computer. Throws `vault-unavailable` where there is nothing yet, `read-back-differs`, and what writing to a place throws.
 */
export function testPlace(
  { keys }: PlanDeps,
  { place: at, credentials, newHostKey }: PlaceToOpen & { readonly newHostKey?: boolean | undefined },
): PlaceTested {
  const began = performance.now();
  keys.places.give(at, credentials);
  if (newHostKey) keys.places.forgetHostKey(at);
  const place = keys.places.open(at);
  const { address } = place;
  const name = `strongroom-trial-${randomId()}.tmp`;
  const bytes = randomBytes(TRIAL_BYTES);
  const tried = writing(address, () => {
    if (!place.exists()) throw new EngineError('vault-unavailable', { subject: address });
    try {
      const durability = place.put(name, bytes);
      if (!place.read(name, 0, TRIAL_BYTES).equals(bytes))
        throw new EngineError('read-back-differs', { subject: address });
      if (!place.list('').some((entry) => entry.name === name && entry.size === TRIAL_BYTES))
        throw new EngineError('read-back-differs', { subject: address, detail: 'list' });
      return { durability, space: place.space(), lock: place.lockOf(name) };
    } finally {
      remove(() => place.remove(name), address);
    }
  });
  const hostKey = keys.places.hostKey(at);
  return {
    place: address,
    ...(hostKey !== undefined && { hostKey }),
    user: userInfo().username,
    computer: hostname(),
    durability: tried.durability,
    ...(tried.space && { freeBytes: tried.space.free, totalBytes: tried.space.total }),
    ...(tried.lock && { lock: tried.lock }),
    seconds: elapsedSeconds(began),
  };
}

/** Where the place has gone meanwhile, that is what is told, and not that its trial file may still be there. */
function remove(act: () => void, address: string): void {
  try {
    act();
  } catch (error) {
    if (!unreachable(error, address)) throw error;
  }
}
