import type { Fleet } from '../../contract/index.ts';
import { watchedNeighbours } from '../alarm/index.ts';
import { now } from '../base/index.ts';
import type { State } from '../catalogue/index.ts';
import { notedNeighbours, noteNeighbours } from './alarm-world.ts';
import { notedMachines } from './heartbeat.ts';

interface Deps {
  readonly state: State;
}

/** A look reads what each computer of a vault says of itself, so it is not done with every look of the watchdog. */
const EVERY_MS = 6 * 3_600_000;
/** Where a place did not answer. */
const AGAIN_MS = 3_600_000;

export function unwatchedVaults({ state }: Deps): string[] {
  const at = now().getTime();
  const mine = new Set(state.places.all().map(({ vaultId }) => vaultId));
  return state
    .vaults()
    .filter(({ id }) => mine.has(id) && isShared(state, id) && isDue(state, id, at))
    .map(({ id }) => id);
}

/** Notes who of those that this computer watches cannot speak for itself; a place that was not reached says nothing of them. */
export function watchNeighbours({ state }: Deps, vaultId: string, fleet: Fleet | undefined): void {
  const at = now();
  state.note(`watched:${vaultId}`, new Date(at.getTime() + (fleet ? EVERY_MS : AGAIN_MS)).toISOString());
  if (!fleet) return;
  const late = watchedNeighbours(fleet.machines, state.machine.id, at);
  noteNeighbours(
    { state },
    vaultId,
    late.map(({ machine, name = machine, why = 'silent', heardAt, lastGoodAt }) => ({
      vaultId,
      machine,
      name,
      place: fleet.vault,
      why,
      ...(heardAt !== undefined && { heardAt }),
      ...(lastGoodAt !== undefined && { lastGoodAt }),
    })),
  );
}

/** Also where the other computer is gone: that it was late must not stand for ever. */
function isShared(state: State, vaultId: string): boolean {
  return (notedMachines({ state }, vaultId) ?? 0) > 1 || notedNeighbours({ state }, vaultId).length > 0;
}

/** A time too far ahead was noted by a clock that was wrong. */
function isDue(state: State, vaultId: string, at: number): boolean {
  const next = Date.parse(state.noted(`watched:${vaultId}`) ?? '');
  return Number.isNaN(next) || next <= at || next > at + EVERY_MS;
}
