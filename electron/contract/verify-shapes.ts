import { z } from 'zod';
import { DAMAGE_CODES } from './errors.ts';
import { zCount, zIso, zRunOutcome } from './shapes.ts';

export const zVerifyLevel = z.enum(['quick', 'read', 'deep']);
export type VerifyLevel = z.infer<typeof zVerifyLevel>;

export const zDamage = z.object({
  code: z.enum(DAMAGE_CODES),
  /** The set whose stored file is wrong (not always the point's own). */
  setId: z.string().optional(),
  /** Name inside the set's folder. */
  file: z.string().optional(),
  /** Paths of the point that cannot be given back because of it, first 1,000. */
  paths: z.array(z.string()).optional(),
  pathCount: zCount.optional(),
  detail: z.string().optional(),
});
export type Damage = z.infer<typeof zDamage>;

/** A file of a set that is not as it was sealed, and the good copy beside it that is read in its place. */
export const zMended = z.object({ setId: z.string(), file: z.string(), by: z.string() });
export type Mended = z.infer<typeof zMended>;

export const zVerifyResult = z.object({
  outcome: zRunOutcome,
  level: zVerifyLevel,
  vault: z.array(zDamage),
  points: z.array(
    z.object({ setId: z.string(), at: zIso.optional(), state: z.enum(['good', 'damaged']), damage: z.array(zDamage) }),
  ),
  /** Damage that harms nothing any more; left out where there is none. */
  mended: z.array(zMended).optional(),
  bytesRead: zCount,
  /** Stored bytes this level did not look at. */
  bytesNotRead: zCount,
  seconds: z.number(),
  /** Things in the vault that are no damage: leftovers of unsealed runs, files of others. */
  ignored: z.array(z.string()),
});
export type VerifyResult = z.infer<typeof zVerifyResult>;

export const zVaultOpened = z.object({
  vault: z.string(),
  vaultId: z.string(),
  plans: z.array(z.object({ id: z.string(), name: z.string(), machine: z.string(), points: zCount })),
  points: zCount,
  unreadable: z.array(zDamage),
});
export type VaultOpened = z.infer<typeof zVaultOpened>;
