import { accessSync, closeSync, constants, openSync, readdirSync, statSync } from 'node:fs';
import { errnoOf } from '../base/index.ts';

/** Why a source cannot be read now (the system's code), or undefined where it can. */
export function sourceTrouble(path: string): string | undefined {
  try {
    if (statSync(path).isDirectory()) {
      accessSync(path, constants.R_OK | constants.X_OK);
      readdirSync(path);
    } else closeSync(openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
    return undefined;
  } catch (error) {
    return errnoOf(error) || 'EIO';
  }
}
