import type { Volumes } from './volume-port.ts';
import { linuxVolumes } from './volumes.linux.ts';
import { macosVolumes } from './volumes.macos.ts';
import { windowsVolumes } from './volumes.windows.ts';

/** Those of the system this runs on. */
export function systemVolumes(): Volumes {
  if (process.platform === 'win32') return windowsVolumes();
  return process.platform === 'darwin' ? macosVolumes : linuxVolumes;
}
