import { placeOf } from '../archive/index.ts';
import { EngineError } from '../base/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { SealedPlan } from '../plan/index.ts';
import type { PlanFolder, Vault } from '../vault/index.ts';

interface Sealed {
  readonly at: string;
  readonly isGood: boolean;
  readonly place: number;
  readonly seq: number;
}

/** A set that was read once is never another: what its seal says is remembered, for so many of them. */
const REMEMBERED_MAX = 100_000;
const remembered = new Map<string, Sealed>();

/** What seals say of the plans in a vault, which needs no key. */
export class SealedPlans {
  readonly #vault: Vault;
  readonly #catalogue: Catalogue;

  constructor(vault: Vault, catalogue: Catalogue) {
    this.#vault = vault;
    this.#catalogue = catalogue;
  }

  /** Reads each seal of the plan that was never read before. Sets without a whole one count for nothing. */
  newest(of: PlanFolder): SealedPlan {
    const sets = this.#vault
      .setIds(of)
      .flatMap((id) => this.#sealed(of, id) ?? [])
      .sort((a, b) => a.place - b.place || a.seq - b.seq);
    return { at: sets.at(-1)?.at, goodAt: sets.findLast(({ isGood }) => isGood)?.at };
  }

  /** A set that was named as the newest good one is not there, and nobody has thrown it away. */
  isMissing(of: PlanFolder, good: { readonly set: string; readonly at: string } | null): boolean {
    if (!good || this.#isThere(of, good)) return false;
    const { note, state } = this.#vault.trash(of).look(good.set);
    return !note && state === 'gone';
  }

  #isThere(of: PlanFolder, { set, at }: { readonly set: string; readonly at: string }): boolean {
    try {
      const reading = this.#vault.set(of, set).readSeal();
      return reading?.seal.plan === of.plan && reading.seal.at === at && reading.seal.outcome === 'complete';
    } catch (error) {
      // Of a newer program: it is there.
      if (error instanceof EngineError && error.code === 'set-newer') return true;
      throw error;
    }
  }

  #sealed(of: PlanFolder, id: string): Sealed | undefined {
    const key = `${this.#vault.id} ${of.plan} ${id}`;
    const before = remembered.get(key);
    if (before) return before;
    const seal = this.#catalogue.set(id)?.seal ?? this.#seal(of, id);
    if (!seal || seal.plan !== of.plan) return undefined;
    const sealed = {
      at: seal.at,
      isGood: seal.outcome === 'complete' && seal.sent !== 'checksum',
      place: placeOf(seal),
      seq: seal.seq,
    };
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    remembered.set(key, sealed);
    return sealed;
  }

  #seal(of: PlanFolder, id: string) {
    try {
      return this.#vault.set(of, id).readSeal()?.seal;
    } catch (error) {
      if (error instanceof EngineError && error.code === 'set-newer') return undefined;
      throw error;
    }
  }
}
