import type { Plan, PlanPlace } from '../../electron/contract/index.ts';
import { shownName } from './paths.ts';

/** As people call it, else as its volume is called, else where it was. */
export function shownDisk({ name, volume, place }: Pick<PlanPlace, 'name' | 'volume' | 'place'>): string {
  return shownName(name || volume || place);
}

/** Of disks that take turns, the one for the next run. */
export function nextDisk({ places, nextDisk: next }: Pick<Plan, 'places' | 'nextDisk'>): PlanPlace | undefined {
  return places.find(({ vaultId }) => vaultId === next);
}
