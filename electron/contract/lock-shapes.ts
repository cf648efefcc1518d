import { z } from 'zod';

/**
 * That nobody can delete or replace what is stored for so many days, as the address of an object store asks for. `until` only where the store itself
 * says so of what was just written.
 */
export const zPlaceLock = z.object({
  days: z.number().int().positive(),
  until: z.iso.datetime({ precision: 3 }).optional(),
});
export type PlaceLock = z.infer<typeof zPlaceLock>;
