import { EngineError, now } from '../base/index.ts';
import type { CataloguedSet, PlanPlace } from '../catalogue/index.ts';
import { keepVerdicts, parseKeep } from '../plan/index.ts';
import { discover, keepPoint, noteLeft, settleAway, standingsOf } from '../sets/index.ts';
import type { Vault } from '../vault/index.ts';
import type { KnownPlan, PlanDeps } from './plans.ts';

/** A copy that is to become the place where the runs of a plan go; only `write` changes anything. */
export interface Promotion {
  /** The rule of the plan from then on. */
  readonly keep: string;
  /** To be called as a part of one step. */
  readonly write: () => void;
}

/**
 * Lets a copy and the plan's own place change places: the chain goes on in the copy, and the first place is one for copies from then on, by the rule
 * that it had. Where the plan's rule would throw away what the copy keeps, the copy's becomes that of the plan. Looks into the copy alone: the
 * first place may be lost. Throws `busy`, `key-needed`, and what reading the place throws.
 */
export function promoteCopy(
  deps: PlanDeps,
  plan: KnownPlan,
  { vault, copy }: { vault: Vault; copy: PlanPlace },
): Promotion {
  const { state, catalogue } = deps;
  const { id, name, keep } = plan.definition;
  if (state.runs.isAtWork([id])) throw new EngineError('busy', { subject: name });
  vault.demandWritable();
  discover({ vault, folder: { machine: plan.machine, plan: id }, catalogue });
  const there = catalogue.sets(id, vault.id);
  const former = formerOf(deps, plan, vault);
  const newest = there.toSorted((a, b) => a.seal.seq - b.seal.seq).at(-1);
  const write = (): void => {
    const isThere = catalogue.idsIn(vault.id);
    if (former) {
      const left = catalogue.sets(id, former.vaultId).filter(({ seal }) => !isThere.has(seal.set));
      noteLeft(
        state,
        id,
        left.map(({ seal }) => seal.set),
      );
      const called = former.name === '' ? former.place : former.name;
      state.places.exchange(id, vault.id, { vault: former.vaultId, name: called, keep });
    } else {
      state.places.put(id, vault.id, { role: 'rotation', name: copy.name });
      state.places.use(id, vault.id);
    }
    settleAway(state, id, (set) => !isThere.has(set));
    // From now on an older state of it is known as one.
    if (newest && (state.head(id, vault.id)?.seq ?? 0) < newest.seal.seq)
      state.rememberHead(id, vault.id, { set: newest.seal.set, seq: newest.seal.seq, seal: newest.sealSha256 });
  };
  return { keep: ruleAfter(deps, { own: keep, copy: copy.keep }, { vault, there }), write };
}

/** The place whose sets it has: of disks that take turns, the one that it is a copy of; undefined where that takes no turns any more. */
function formerOf({ state }: PlanDeps, { definition }: KnownPlan, { origin }: Vault): PlanPlace | undefined {
  return state.places
    .of(definition.id)
    .filter(({ role }) => role === 'primary' || role === 'rotation')
    .find(({ vaultId }) => state.originOf(vaultId) === origin);
}

/** Nothing is thrown away because a place is called something else now. */
function ruleAfter(
  { state }: PlanDeps,
  rules: { readonly own: string; readonly copy: string },
  { vault, there }: { readonly vault: Vault; readonly there: readonly CataloguedSet[] },
): string {
  const standingOf = standingsOf(state, there, vault);
  const points = there.map((set) => keepPoint(set, standingOf(set)));
  const stays = (rule: string): Set<string> =>
    new Set(
      keepVerdicts({ rule: parseKeep(rule), points, now: now() }).flatMap(({ id, reasons }) =>
        reasons.length > 0 ? [id] : [],
      ),
    );
  const byOwn = stays(rules.own);
  return [...stays(rules.copy)].every((set) => byOwn.has(set)) ? rules.own : rules.copy;
}
