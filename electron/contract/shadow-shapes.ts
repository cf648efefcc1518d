import { z } from 'zod';

/**
 * Why files were read where they are, and not from a shadow copy. `not-installed`: nobody with the rights of an administrator has put in
 * what makes them; `no-answer`: that did not answer in time; `refused`: it would not; `not-supported`: a share, a stick, a disk without NTFS;
 * `no-room`: no space for one more on the disk; `failed`: Windows could not; `lost`: Windows threw it away while it was being read.
 */
export const SHADOW_WHYS = [
  'not-installed',
  'no-answer',
  'refused',
  'not-supported',
  'no-room',
  'failed',
  'lost',
] as const;
export const zShadowWhy = z.enum(SHADOW_WHYS);
export type ShadowWhy = z.infer<typeof zShadowWhy>;

/** How far a run has read its sources from shadow copies; `why`: where that is not all of them. */
export const zShadowUse = z.object({
  read: z.enum(['all', 'some', 'none']),
  why: z.array(zShadowWhy).optional(),
});
export type ShadowUse = z.infer<typeof zShadowUse>;
