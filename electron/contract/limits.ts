import { z } from 'zod';

const HOURS = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;
const zRate = z.number().positive().max(100_000).nullable();

/** How much of this computer a backup may take. Rates are in MiB a second; `null` is no limit. */
export const zLimits = z.object({
  /** `background`: other programs come first, for processor and disk. */
  priority: z.enum(['background', 'normal']),
  readMiB: zRate,
  writeMiB: zRate,
  /** The rates hold in these hours, for example `08:00-18:30`; the end may be on the next day. `null`: always. */
  during: z.string().max(11).regex(HOURS).nullable(),
  /** On battery below this percentage no backup is begun by schedule, and one that was is stopped; 0: never. */
  battery: z.number().int().min(0).max(95),
});
export type Limits = z.infer<typeof zLimits>;

export const zLimitsChange = zLimits.partial();
export type LimitsChange = z.infer<typeof zLimitsChange>;

export const NO_LIMITS: Limits = { priority: 'background', readMiB: null, writeMiB: null, during: null, battery: 20 };
