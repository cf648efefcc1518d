import { readFileSync } from 'node:fs';

/**
 * Stands in the script's name in a vault, where no file is ever written a second time: a script that was changed gets the
 * next number.
 */
export const RESCUE_VERSION = 3;
export const RESCUE_NAME = `strongroom-rescue-${RESCUE_VERSION}.py`;

const NAME = /^strongroom-rescue-([0-9]+)\.py$/;

/** The script that gives any point back without this program. */
export function rescueScript(): Buffer {
  // In the bundle it stands beside it.
  const file = import.meta.url.endsWith('.ts')
    ? '../../../assets/rescue/strongroom-rescue.py'
    : './strongroom-rescue.py';
  return readFileSync(new URL(file, import.meta.url));
}

/** Whether one of these names is that of this script or of a newer one. */
export function hasRescueScript(names: readonly string[]): boolean {
  return names.some((name) => Number(NAME.exec(name)?.[1] ?? 0) >= RESCUE_VERSION);
}
