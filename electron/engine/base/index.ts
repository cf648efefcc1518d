/**
 * What every room of the engine stands on: errors, ids, time, raw paths, counters, careful file calls.
 * Knows no backup, no format and no database.
 */
export { type Battery, type BatteryReader, linuxBattery, readBattery } from './battery.ts';
export { isFlushBelieved } from './believed-flush.ts';
export type { Brand } from './brand.ts';
export { breathe, type Halt, throwIfCancelled, waitIfPaused } from './cancel.ts';
export { elapsedSeconds, isoFromNs, now, timeZone } from './clock.ts';
export { EngineError, errnoOf, isDiskFull } from './engine-error.ts';
export { failureOf } from './failure.ts';
export { fileSystemOf } from './mounts.ts';
export { isAllOwnDisk, isOwnDisk } from './own-disk.ts';
export {
  flush,
  flushAhead,
  flushFolder,
  readFully,
  readSmallFile,
  WRITE_BYTES,
  writeFully,
  writeNewFile,
} from './files.ts';
export { free } from './free.ts';
export type { Gate } from './gate.ts';
export { HeldFolders } from './held-folders.ts';
export { isWithinHours } from './hours.ts';
export { ID_PATTERN, randomId } from './ids.ts';
export { Pipeline } from './pipeline.ts';
export {
  baseName,
  comparePaths,
  fsPath,
  isWithin,
  joinRaw,
  PATH_BYTES_MAX,
  type RawPath,
  rawBytes,
  rawFromBytes,
  rawFromText,
  shownPath,
  textOf,
} from './raw-path.ts';
export { protectForHere, unprotectHere } from './protect.ts';
export { Tally } from './tally.ts';
export { isElsewhere, lettersOf, type WindowsFacts, type WindowsFiles, windowsFiles } from './windows-files.ts';
export { askSystem, type AskSystem, hasNetwork, isMetered } from './surroundings.ts';
