import { z } from 'zod';

/** What files on Windows may have and no backup of ours keeps: access lists, and named streams of data beside the content. */
export const NOT_KEPT = ['acl', 'streams'] as const;
export const zNotKept = z.array(z.enum(NOT_KEPT));

/** What a restore could not give back in just the way it was. */
export const zRestoreNotice = z.enum([
  'owner-not-set',
  'special-bits-dropped',
  'times-clamped',
  'changed-while-read',
  'links-not-made',
  'attributes-not-set',
]);
