import { z } from 'zod';
import { zPlaceLock } from './lock-shapes.ts';
import { zCount, zIso, zPath } from './shapes.ts';

/** What a place is to a plan: where its runs go, one of several disks that take turns, a second copy, or where runs go meanwhile. */
export const zPlaceRole = z.enum(['primary', 'rotation', 'copy', 'failover']);
export type PlaceRole = z.infer<typeof zPlaceRole>;

/** Whether a plan runs by itself when a disk of it is plugged in: never, where a run is due, or each time. */
export const PLUG_IN = ['never', 'due', 'always'] as const;
export const zPlugIn = z.enum(PLUG_IN);
export type PlugIn = z.infer<typeof zPlugIn>;

export const DISK_NAME_MAX = 100;
export const zDiskName = z.string().min(1).max(DISK_NAME_MAX);

export const zPlanPlace = z.object({
  vaultId: z.string(),
  /** Where it was last found. */
  place: z.string(),
  role: zPlaceRole,
  /** As people call it; empty where nobody has named it. */
  name: z.string(),
  /** What its owner called the volume it is on; absent for a place that is on no disk of this computer. */
  volume: z.string().optional(),
  /** Absent where nobody has looked: only disks are looked for. */
  connected: z.boolean().optional(),
  /** The last run that made a point there. */
  usedAt: zIso.optional(),
  lastGoodAt: zIso.optional(),
  points: zCount,
  /** One of several disks that has not been used for longer than a turn of all of them should take. */
  awayTooLong: z.boolean(),
  /** A disk that was away while the passphrase was changed, and still opens with the one before. */
  oldPassphrase: z.literal(true).optional(),
});
export type PlanPlace = z.infer<typeof zPlanPlace>;

export const zDiskAdd = z.object({
  name: zDiskName,
  place: zPath,
  /** How the disk is called from now on that the plan has used alone until now. */
  firstName: zDiskName.optional(),
  credentials: zPath.optional(),
});
export type DiskAdd = z.infer<typeof zDiskAdd>;

export const zDiskAdded = z.object({
  vaultId: z.string(),
  name: z.string(),
  vault: z.string(),
  inSubfolder: z.boolean(),
  encrypted: z.boolean(),
  /** Only where a new encrypted vault was made, and only this once. */
  recoveryKey: z.string().optional(),
});
export type DiskAdded = z.infer<typeof zDiskAdded>;

export const zDiskEjected = z.object({ name: z.string(), place: z.string() });
export type DiskEjected = z.infer<typeof zDiskEjected>;

/** What a small trial at a place has shown, and who it was that tried. */
export const zPlaceTested = z.object({
  place: z.string(),
  user: z.string(),
  computer: z.string(),
  /** Fingerprint of the computer that answered, of an SFTP server: it must be the same from now on. */
  hostKey: z.string().optional(),
  /** `flushed`: the system says it is on the disk; `checksum`: the place has compared it with a checksum; `unconfirmed`: neither. */
  durability: z.enum(['flushed', 'checksum', 'unconfirmed']),
  /** Absent where the place cannot say. */
  freeBytes: zCount.optional(),
  totalBytes: zCount.optional(),
  lock: zPlaceLock.optional(),
  seconds: z.number(),
});
export type PlaceTested = z.infer<typeof zPlaceTested>;
