import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Another disk than the one of temporary files, as far as a program can tell: on Linux the memory disk, else what
 * `STRONGROOM_OTHER_DISK` says.
 */
export function otherDisk(): string {
  const disk = process.env['STRONGROOM_OTHER_DISK'] ?? '/dev/shm';
  if (statSync(disk).dev !== statSync(tmpdir()).dev) return disk;
  throw new Error(`${disk} is on the disk of ${tmpdir()}: name another one in STRONGROOM_OTHER_DISK`);
}

/** A new folder there. */
export function folderOnOtherDisk(name: string): string {
  return mkdtempSync(join(otherDisk(), `strongroom-${name}-`));
}
