import { EngineError } from '../base/index.ts';
import type { PlanPlace, State } from '../catalogue/index.ts';
import { nextTurn } from '../plan/index.ts';
import { Vault } from '../vault/index.ts';
import type { KnownPlan, PlanDeps } from './plans.ts';

const NOT_HERE = ['vault-unavailable', 'vault-marker-missing', 'vault-foreign'];

/**
 * Opens the vault of a plan at the place that is to be worked with. Throws what opening a vault throws; for a disk that has a name or takes
 * turns with others `disk-absent` where it is not connected, and `disk-wrong` where another vault is in its place.
 */
export function openPlanVault({ state, keys }: Pick<PlanDeps, 'state' | 'keys'>, plan: KnownPlanPlace): Vault {
  try {
    return Vault.open(plan.vaultPlace, keys, plan.vaultId);
  } catch (error) {
    if (!(error instanceof EngineError) || !NOT_HERE.includes(error.code)) throw error;
    const places = state.places.of(plan.definition.id);
    const own = places.find(({ vaultId }) => vaultId === plan.vaultId);
    if (!own || (own.role !== 'rotation' && (own.name === '' || own.volume === undefined))) throw error;
    if (error.code === 'vault-foreign')
      throw new EngineError('disk-wrong', {
        subject: expected(own, places).map(shownDisk).join(', '),
        detail: otherAt(state, plan.vaultPlace),
        cause: error,
      });
    throw new EngineError('disk-absent', { subject: shownDisk(own), cause: error });
  }
}

type KnownPlanPlace = Pick<KnownPlan, 'definition' | 'vaultId' | 'vaultPlace'>;

/** As people call it, else as its volume is called, else where it was. */
export function shownDisk({ name, volume, place }: Pick<PlanPlace, 'name' | 'volume' | 'place'>): string {
  return name || volume?.label || place;
}

/** The one that was wanted first; of a rotation any other would do as well. */
function expected(own: PlanPlace, places: readonly PlanPlace[]): PlanPlace[] {
  if (own.role !== 'rotation') return [own];
  const others = places.filter(({ role, vaultId }) => role === 'rotation' && vaultId !== own.vaultId);
  const first = nextTurn(others);
  return [own, ...(first ? [first] : []), ...others.filter((each) => each !== first)];
}

/** Where the other vault is, with the names that plans of this computer have for it. */
function otherAt(state: State, place: string): string {
  const names = new Set<string>();
  try {
    const { id } = Vault.open(place);
    for (const known of state.places.all()) if (known.vaultId === id) names.add(shownDisk(known));
  } catch {
    // It may have gone meanwhile.
  }
  names.delete(place);
  return [place, ...names].join(' · ');
}
