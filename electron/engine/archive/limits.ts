/** Bounds of the format, in bytes unless said otherwise. A reader refuses what exceeds them before it allocates. */
export const FORMAT_VERSION = 1;

/** A file up to this size is one chunk and shares its frame with neighbours; a larger one is cut. */
export const SMALL_FILE_MAX = 1024 * 1024;
/** A frame of small files is closed at about this size before compression. */
export const BATCH_BYTES = 2 * 1024 * 1024;
/** No frame decodes to more than this. */
export const FRAME_RAW_MAX = 8 * 1024 * 1024;
/** No frame is stored larger than this: what zstd may add to the largest raw frame. */
export const FRAME_STORED_MAX = FRAME_RAW_MAX + 64 * 1024;
export const VOLUME_MAX = 1024 * 1024 * 1024;
/** A volume is ended (flushed, read back) at this size, so that read-back overlaps with the rest of the run. */
export const VOLUME_TARGET = 128 * 1024 * 1024;
/** Room for some sixty thousand volumes. */
export const SEAL_MAX = 8 * 1024 * 1024;
export const SEGMENT_RAW_MAX = 6 * 1024 * 1024;
/** Room for the rows of some eighty thousand segments, of a thousand entries each. */
export const ROOT_RAW_MAX = 16 * 1024 * 1024;
export const ROOT_STORED_MAX = ROOT_RAW_MAX + 256 * 1024;
/** A line of a segment, or a row of a root: 512 chunks and two paths take half of it. */
export const LINE_MAX = 256 * 1024;
export const PATH_MAX = 4096;
