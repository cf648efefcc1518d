/**
 * The disks of this computer: which volumes are connected now and where, which vault is on which of them, and how one is let go of.
 * Knows a vault by the id in its marker, never by a letter or a mount point. Looks at no network drive, and waits for no
 * drive longer than a few seconds. Writes nothing.
 */
export { DiskFinder, type KnownVaultPlace, type Whereabouts } from './disk-finder.ts';
export { knownVolumeOf } from './known-volume.ts';
export { markerAt } from './marker-probe.ts';
export { systemVolumes } from './system-volumes.ts';
export type { Volume, Volumes } from './volume-port.ts';
