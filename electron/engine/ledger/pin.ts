import { randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { isPin, type PinChange, type PinState } from '../../contract/index.ts';
import { EngineError, now } from '../base/index.ts';
import type { State } from '../catalogue/index.ts';
import { scryptHash } from '../crypt/index.ts';

/**
 * The PIN that destructive acts ask for, so that whoever restores and runs backups does not destroy any by a slip. Nothing is
 * encrypted by it: who can write into the data folder can take it away.
 */

const zKept = z.object({
  salt: z.base64(),
  hash: z.base64(),
  /** What the hash cost, as a power of two. */
  logN: z.number().int().min(1).max(20),
  /** One after the other, since the last right one. */
  wrong: z.number().int().nonnegative(),
  lastTryAt: z.iso.datetime({ precision: 3 }).optional(),
});
type Kept = z.infer<typeof zKept>;

const DEFAULT_LOG_N = 15;
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 600_000;

/** Throws `pin-needed`, `pin-wrong`, and `pin-wait` without having looked at it. Where none is set, every one is right. */
export async function demandPin({ state }: { readonly state: State }, pin: string | undefined): Promise<void> {
  if (read(state.pin) === undefined) return;
  if (pin === undefined) throw new EngineError('pin-needed');
  // Counted before it is looked at: many tries at once, or a process that ends meanwhile, are not free.
  state.changePin((before) => {
    const kept = read(before);
    if (!kept) return undefined;
    const waitMs = waitMsOf(kept);
    if (waitMs > 0) throw new EngineError('pin-wait', { detail: `${Math.ceil(waitMs / 1000)} s` });
    return { ...kept, wrong: kept.wrong + 1, lastTryAt: now().toISOString() } satisfies Kept;
  });
  const kept = read(state.pin);
  if (!kept) return;
  const tried = await hashOf(pin, kept);
  if (!timingSafeEqual(tried, Buffer.from(kept.hash, 'base64'))) throw new EngineError('pin-wrong');
  // Another may have been set meanwhile: its count is its own.
  state.changePin((before) => {
    const { salt, hash, logN } = kept;
    return read(before)?.salt === salt ? ({ salt, hash, logN, wrong: 0 } satisfies Kept) : before;
  });
}

/** What the front ends ask of it. `set` throws what `demandPin` throws, and `usage` for a PIN that is none. */
export interface PinDoor {
  state(): Promise<PinState>;
  set(change: PinChange): Promise<PinState>;
  /** For who has forgotten it: it guards nothing against a person who can get at the data folder. */
  forget(): Promise<PinState>;
  /** For an act that begins later than it is asked for, so that the answer comes at once. */
  demand(pin: string | undefined): Promise<void>;
}

export function pinDoor(state: State, logN = DEFAULT_LOG_N): PinDoor {
  return {
    state: async () => pinState(state),
    async set({ pin, next }) {
      if (next !== null && !isPin(next)) throw new EngineError('usage', { subject: 'next' });
      await demandPin({ state }, pin);
      const kept = next === null ? undefined : await freshlyKept(next, logN);
      state.changePin(() => kept);
      return pinState(state);
    },
    async forget() {
      state.changePin(() => undefined);
      return pinState(state);
    },
    demand: (pin) => demandPin({ state }, pin),
  };
}

async function freshlyKept(pin: string, logN: number): Promise<Kept> {
  const salt = randomBytes(16).toString('base64');
  const hash = await hashOf(pin, { salt, logN });
  return { salt, hash: hash.toString('base64'), logN, wrong: 0 };
}

function pinState(state: State): PinState {
  const kept = read(state.pin);
  const waitMs = kept ? waitMsOf(kept) : 0;
  return { isSet: kept !== undefined, ...(waitMs > 0 && { waitSeconds: Math.ceil(waitMs / 1000) }) };
}

function read(kept: unknown): Kept | undefined {
  return kept === undefined ? undefined : zKept.parse(kept);
}

/** Grows with every further wrong one, up to ten minutes. A clock that was set back does not lengthen it. */
function waitMsOf({ wrong, lastTryAt }: Kept): number {
  if (wrong < FREE_TRIES || lastTryAt === undefined) return 0;
  const whole = Math.min(FIRST_WAIT_MS * 2 ** Math.min(wrong - FREE_TRIES, 10), LONGEST_WAIT_MS);
  const passed = now().getTime() - new Date(lastTryAt).getTime();
  return passed < 0 ? 0 : Math.max(0, whole - passed);
}

function hashOf(pin: string, { salt, logN }: Pick<Kept, 'salt' | 'logN'>): Promise<Buffer> {
  return scryptHash(pin.normalize('NFKC'), Buffer.from(salt, 'base64'), logN);
}
