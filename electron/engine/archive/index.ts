/**
 * The format, byte by byte (docs/FORMAT.md): zstd frames, tar headers, manifest lines, segments, root, seal and marker.
 * Turns values into bytes and back; opens no file. Refuses whatever it does not fully understand (`set-damaged`, `set-newer`).
 */
export { parseChecked, printChecked } from './checked-line.ts';
export type { ChunkRef, DirEntry, Entry, FileEntry, GapEntry, Looked, SymlinkEntry } from './entry.ts';
export {
  HEARTBEAT_MAX,
  HEARTBEAT_PLANS_MAX,
  type Heartbeat,
  type HeartbeatPlan,
  parseHeartbeat,
  printHeartbeat,
} from './heartbeat.ts';
export {
  BATCH_BYTES,
  FORMAT_VERSION,
  FRAME_RAW_MAX,
  FRAME_STORED_MAX,
  PATH_MAX,
  ROOT_RAW_MAX,
  ROOT_STORED_MAX,
  SEAL_MAX,
  SEGMENT_RAW_MAX,
  SMALL_FILE_MAX,
  VOLUME_MAX,
  VOLUME_TARGET,
} from './limits.ts';
export { type ListedEntry, listedEntries } from './listed-entry.ts';
export { LookedLines, type LookedText, readLooked } from './looked.ts';
export { MARKER_NAMES, type Marker, newMarker, parseMarker, printMarker } from './marker.ts';
export { type PlanDefinition, parseRoot, printRoot, type Root, type SegmentRef, zPlanDefinition } from './root.ts';
export {
  manifestNames,
  parseSeal,
  placeOf,
  printSeal,
  SEAL_NAMES,
  type Seal,
  volumeName,
} from './seal.ts';
export type { SealProof } from './proof-line.ts';
export { type Segment, SegmentCutter } from './segment.ts';
export { SegmentHeads } from './segment-heads.ts';
export { segmentLook } from './segment-look.ts';
export { entriesOf, parseSegment, type SegmentLine } from './segment-lines.ts';
export {
  TAR_BLOCK,
  TAR_END,
  type TarEntry,
  tarHeader,
  tarHeaderBound,
  tarPadding,
  writeTarHeader,
} from './tar-header.ts';
export { parseTrashNote, printTrashNote, TRASH_NOTE_MAX, type TrashNote } from './trash-note.ts';
export { compressFrame, compressToWrite, decodeFrame, FRAME_HEADER_MAX, frameRawSize } from './zstd.ts';
