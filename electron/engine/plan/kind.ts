import type { Scheme, SetKind } from '../../contract/index.ts';

/** A sealed set as far as the decision needs it; `usable` is false for one that is missing or damaged, itself or in its chain. */
export interface ChainSet {
  readonly id: string;
  readonly kind: SetKind;
  readonly base: string | null;
  readonly parent: string | null;
  readonly storedBytes: number;
  readonly usable: boolean;
}

export type KindReason =
  | 'first'
  | 'asked'
  | 'scheme'
  | 'chain-long'
  | 'parent-missing'
  | 'parent-damaged'
  | 'no-full'
  | 'locked';

export interface KindDecision {
  readonly kind: SetKind;
  readonly parent: string | null;
  readonly reason: KindReason;
}

/** A chain of more sets, or one that holds more than its full again, is slower to restore and loses more by one damaged byte. */
const CHAIN_SETS_MAX = 40;

/**
 * What the next run makes. `sets` are the plan's sets, oldest first. A needed parent that is not usable makes it a full, and so
 * does one that cannot be opened here (`isLocked`: there are such sets, and what is known of them was lost), and one that is
 * not there any more though nobody threw it away (`isRolledBack`).
 */
export function decideKind(
  scheme: Scheme,
  asked: SetKind | undefined,
  sets: readonly ChainSet[],
  { isLocked, isRolledBack }: { isLocked: boolean; isRolledBack: boolean } = { isLocked: false, isRolledBack: false },
): KindDecision {
  const last = sets.at(-1);
  const lastFull = sets.findLast((set) => set.kind === 'full');
  const wanted = asked ?? (scheme === 'automatic' ? 'incremental' : scheme);
  const reason: KindReason = asked ? 'asked' : 'scheme';
  if (asked !== 'full' && isRolledBack) return { kind: 'full', parent: null, reason: 'parent-missing' };
  if (asked !== 'full' && isLocked) return { kind: 'full', parent: null, reason: 'locked' };
  if (!last) return { kind: 'full', parent: null, reason: asked === 'full' ? 'asked' : 'first' };
  if (wanted === 'full') return { kind: 'full', parent: null, reason };
  if (!lastFull) return { kind: 'full', parent: null, reason: 'no-full' };
  const parent = wanted === 'differential' ? lastFull : last;
  if (!parent.usable) return { kind: 'full', parent: null, reason: 'parent-damaged' };
  if (!asked && scheme === 'automatic' && isLong(chainOf(parent, sets)))
    return { kind: 'full', parent: null, reason: 'chain-long' };
  return { kind: wanted, parent: parent.id, reason };
}

/** A set with those it depends on, its full first. Undefined members (lost sets) are left out. */
export function chainOf<T extends { readonly id: string; readonly parent: string | null }>(
  set: T,
  sets: readonly T[],
): T[] {
  const byId = new Map(sets.map((each) => [each.id, each]));
  const chain: T[] = [];
  // A loop of parents cannot be made by us, but it can be written by someone else.
  for (
    let at: T | undefined = set;
    at && !chain.includes(at);
    at = at.parent === null ? undefined : byId.get(at.parent)
  )
    chain.unshift(at);
  return chain;
}

/** Below this a new full of the sources is made as quickly. */
const CONSOLIDATED_MIN_BYTES = 64 * 1024 * 1024;

type Link = Pick<ChainSet, 'id' | 'kind' | 'parent' | 'storedBytes'>;

/**
 * Whether a run that went by the scheme should be followed by a consolidation: the next one would else have to read everything
 * for a new full. That is also what happens where none is made.
 */
export function isConsolidationDue(scheme: Scheme, asked: SetKind | undefined, sets: readonly Link[]): boolean {
  const last = sets.at(-1);
  if (asked || scheme !== 'automatic' || !last) return false;
  const chain = chainOf(last, sets);
  const full = chain[0] as Link;
  return full.kind === 'full' && full.storedBytes >= CONSOLIDATED_MIN_BYTES && isLong(chain);
}

function isLong(chain: readonly Link[]): boolean {
  const [full, ...rest] = chain;
  if (!full) return false;
  return chain.length >= CHAIN_SETS_MAX || rest.reduce((sum, set) => sum + set.storedBytes, 0) > full.storedBytes;
}
