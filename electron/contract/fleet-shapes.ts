import { z } from 'zod';
import { zCount, zIso } from './shapes.ts';

/**
 * How a plan of any computer stands for its neighbours, worst first. `unknown`: nothing that can be believed says that it is well.
 */
export const FLEET_STATES = [
  'failing',
  'overdue',
  'never',
  'unknown',
  'incomplete',
  'same-disk',
  'paused',
  'written',
  'protected',
] as const;
export type FleetState = (typeof FLEET_STATES)[number];

/** What is wrong, or why nobody can tell. */
export const FLEET_REASONS = [
  'run-failed',
  'damaged',
  'points-missing',
  'silent',
  'late',
  'never',
  'clock-ahead',
  'heartbeat-old',
  'heartbeat-damaged',
  'heartbeat-newer',
  'no-heartbeat',
  'locked',
  'gaps',
  'same-disk',
  'paused',
  'unread',
  'no-plans',
] as const;
export type FleetReason = (typeof FLEET_REASONS)[number];

const zStanding = { state: z.enum(FLEET_STATES), why: z.enum(FLEET_REASONS).optional() };

export const zFleetPlan = z.object({
  ...zStanding,
  plan: z.string(),
  /** Absent where it stands in what cannot be opened here. */
  name: z.string().optional(),
  lastGoodAt: zIso.optional(),
  /** The last backup that was tried; `code` is that of an error, also of a newer program. */
  lastRun: z.object({ outcome: z.string(), code: z.string().optional(), at: zIso }).optional(),
  nextRunAt: zIso.optional(),
});
export type FleetPlan = z.infer<typeof zFleetPlan>;

export const zFleetMachine = z.object({
  /** Those of the plan that stands worst. */
  ...zStanding,
  machine: z.string(),
  name: z.string().optional(),
  /** The computer that is asked. */
  isHere: z.boolean(),
  /** When it last said how its plans stand, by its own clock. */
  heardAt: zIso.optional(),
  /** Of the plan whose last good point is the oldest; absent where one has none. */
  lastGoodAt: zIso.optional(),
  tool: z.string().optional(),
  /** What it could still store in the vault when it was last heard. */
  freeBytes: zCount.optional(),
  plans: z.array(zFleetPlan),
});
export type FleetMachine = z.infer<typeof zFleetMachine>;

/** All computers of one vault, worst first. */
export const zFleet = z.object({
  vault: z.string(),
  vaultId: z.string(),
  /** By whose clock everything here was judged. */
  at: zIso,
  isEncrypted: z.boolean(),
  /** Encrypted, and not open here: names and states of others are not known. */
  isLocked: z.boolean(),
  freeBytes: zCount.optional(),
  machines: z.array(zFleetMachine),
});
export type Fleet = z.infer<typeof zFleet>;

/** The vaults that can be asked about; `machines` is how many computers it held when it was last looked at, where it was. */
export const zFleetVaults = z.array(z.object({ vaultId: z.string(), vault: z.string(), machines: zCount.optional() }));
export type FleetVaults = z.infer<typeof zFleetVaults>;
