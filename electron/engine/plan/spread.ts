const MINUTE_MS = 60_000;

/**
 * How long after its time a plan begins on this computer: whole minutes, fewer than `windowMinutes`, always the same, and another on most
 * computers, so that a hundred of them do not write to one NAS at the same moment.
 */
export function spreadMs(computer: string, plan: string, windowMinutes: number): number {
  if (windowMinutes < 2) return 0;
  return (mixed(`${computer} ${plan}`) % windowMinutes) * MINUTE_MS;
}

/** FNV-1a, and the last steps of MurmurHash3, which let every bit of the text change the low ones. */
function mixed(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
