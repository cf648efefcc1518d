import { z } from 'zod';
import { zCount, zGap, zIso, zRunOutcome } from './shapes.ts';

/** A full that was made from what is stored: `madeFrom` is the point whose tree and time it has. */
export const zConsolidateResult = z.object({
  outcome: zRunOutcome,
  setId: z.string().nullable(),
  madeFrom: z.string(),
  at: zIso,
  files: zCount,
  /** Of the point's files; read from the vault; of the stream, what went over in frames as they were stored; stored. */
  bytes: z.object({ total: zCount, read: zCount, copied: zCount, stored: zCount }),
  seconds: z.number(),
  /** Files that the point does not have either; their number is that of the point. */
  gaps: z.array(zGap),
  gapCount: zCount,
  readBack: z.enum(['direct', 'cached']),
  durability: z.enum(['confirmed', 'unconfirmed']),
  /** As in the result of a backup. */
  sent: z.enum(['read-back', 'checksum']).optional(),
});
export type ConsolidateResult = z.infer<typeof zConsolidateResult>;
