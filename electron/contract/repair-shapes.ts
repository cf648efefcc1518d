import { z } from 'zod';
import { zCount, zFailure, zRunOutcome } from './shapes.ts';
import { zDamage, zMended } from './verify-shapes.ts';

/** A good copy that was put beside a damaged file, or a missing file that was put back; `from`: the place that had its bytes. */
export const zRepaired = zMended.extend({ from: z.string(), bytes: zCount });
export type Repaired = z.infer<typeof zRepaired>;

export const zRepairResult = z.object({
  outcome: zRunOutcome,
  places: z.array(
    z.object({
      vaultId: z.string(),
      name: z.string(),
      place: z.string(),
      /** Sets that were looked at there. */
      checked: zCount,
      mended: z.array(zRepaired),
      /** Damage of which no place that could be reached has good bytes. Nothing was written for it. */
      left: z.array(zDamage),
      /** Why nothing could be looked at there. */
      failure: zFailure.optional(),
    }),
  ),
  /** Written. */
  bytes: zCount,
  seconds: z.number(),
  /** `no-good-copy` where anything is left. */
  failure: zFailure.optional(),
});
export type RepairResult = z.infer<typeof zRepairResult>;
