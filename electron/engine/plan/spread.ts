import { createHash } from 'node:crypto';

const MINUTE_MS = 60_000;

/**
 * How long after its time a plan begins on this computer: whole minutes, fewer than `windowMinutes`, always the same, and another on most
 * computers, so that a hundred of them do not write to one NAS at the same moment.
 */
export function spreadMs(computer: string, plan: string, windowMinutes: number): number {
  if (windowMinutes < 2) return 0;
  const hash = createHash('sha256').update(`${computer} ${plan}`).digest();
  return (hash.readUInt32BE(0) % windowMinutes) * MINUTE_MS;
}
