import { type Limits, type LimitsChange, NO_LIMITS, zLimits } from '../../contract/index.ts';
import type { State } from '../catalogue/index.ts';
import type { SendRate } from '../place/index.ts';

/** How much of this computer a backup may take. */
export function limitsOf({ state }: { readonly state: State }): Limits {
  const stored = zLimits.safeParse({ ...NO_LIMITS, ...(state.limits as Partial<Limits> | undefined) });
  return stored.success ? stored.data : NO_LIMITS;
}

/** How fast backups may go to places on other computers. */
export function sendRateOf(deps: { readonly state: State }): SendRate | undefined {
  const { writeMiB, during } = limitsOf(deps);
  return writeMiB === null ? undefined : { bytesPerSecond: writeMiB * 1024 * 1024, during };
}

/** Holds from the next backup on. */
export function changeLimits(deps: { readonly state: State }, change: LimitsChange): Limits {
  const limits = zLimits.parse({ ...limitsOf(deps), ...change });
  deps.state.setLimits(limits);
  return limits;
}
