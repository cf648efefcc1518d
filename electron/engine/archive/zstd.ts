import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { EngineError, free } from '../base/index.ts';

const MAGIC = 0xfd2fb528;
/** The farthest a frame may look back: the decoder would hold that much memory for it. */
const WINDOW_LOG_MAX = 24;
/** So many bytes of a frame tell its content size. */
export const FRAME_HEADER_MAX = 14;

/** Up to here zstd itself passes over what does not compress, at some 1.5 GB/s; above it searches at a few MB/s all the same. */
const SEARCHES_ABOVE = 6;
/** What a quick trial makes no smaller than this part of itself is compressed already. */
const COMPRESSED_ALREADY = 0.97;

/** One independent frame with content size and checksum. The result owns its memory, and has no more of it than it needs. */
export function compressFrame(raw: Uint8Array, level: number): Buffer<ArrayBuffer> {
  return exact(compressed(raw, level));
}

/** The same for what is soon written and given back, in memory that may be a third longer than it: what needs no more is not copied for it. It can be transferred between threads. */
export function compressToWrite(raw: Uint8Array, level: number): Buffer<ArrayBuffer> {
  const frame = compressed(raw, level);
  const memory = frame.buffer.byteLength;
  // A small one may lie in Node's shared pool, which cannot be transferred.
  const isOwn = frame.byteOffset === 0 && memory > Buffer.poolSize;
  return isOwn && frame.length * 4 >= memory * 3 ? frame : exact(frame);
}

function exact(frame: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  const copy = Buffer.allocUnsafeSlow(frame.length);
  frame.copy(copy);
  free(frame.buffer);
  return copy;
}

function compressed(raw: Uint8Array, level: number): Buffer<ArrayBuffer> {
  if (level <= SEARCHES_ABOVE) return compressAt(raw, level);
  const quick = compressAt(raw, 1);
  if (quick.length > raw.length * COMPRESSED_ALREADY) return quick;
  free(quick.buffer);
  return compressAt(raw, level);
}

function compressAt(raw: Uint8Array, level: number): Buffer<ArrayBuffer> {
  return zstdCompressSync(raw, {
    // One output buffer of the worst case: the default grows in 16 KiB steps, which costs more than the compression.
    chunkSize: raw.length + (raw.length >>> 8) + 1024,
    pledgedSrcSize: raw.length,
    params: {
      [constants.ZSTD_c_compressionLevel]: level,
      [constants.ZSTD_c_checksumFlag]: 1,
      [constants.ZSTD_c_contentSizeFlag]: 1,
    },
  });
}

/**
 * Decodes exactly one frame of at most `maxRaw` bytes.
 * Throws EngineError `set-damaged` for anything else: truncated, trailing bytes, skippable frame, dictionary, a lie about its size.
 */
export function decodeFrame(frame: Uint8Array, maxRaw: number): Buffer {
  const declared = frameRawSize(frame);
  if (declared === undefined || declared > maxRaw) throw damaged('frame header');
  let raw: Buffer;
  try {
    raw = zstdDecompressSync(frame, {
      chunkSize: Math.max(64, declared + 64),
      maxOutputLength: Math.max(1, declared),
      rejectGarbageAfterEnd: true,
      params: { [constants.ZSTD_d_windowLogMax]: WINDOW_LOG_MAX },
    });
  } catch (error) {
    throw damaged('frame content', error);
  }
  if (raw.length !== declared) throw damaged('frame size');
  return raw;
}

/** The content size a frame's header declares (RFC 8878, 3.1.1.1), or undefined where it is not a frame as we write them. */
export function frameRawSize(frame: Uint8Array): number | undefined {
  if (frame.length < 9) return undefined;
  const view = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.readUInt32LE(0) !== MAGIC) return undefined;
  const descriptor = view.readUInt8(4);
  const hasDictionary = (descriptor & 3) !== 0;
  const hasChecksum = (descriptor & 4) !== 0;
  const singleSegment = (descriptor & 32) !== 0;
  if (hasDictionary || !hasChecksum) return undefined;
  // The decoder itself looks at the window only where its output does not lie in one piece.
  if (!singleSegment && view.readUInt8(5) > (WINDOW_LOG_MAX - 10) << 3) return undefined;
  const at = singleSegment ? 5 : 6;
  switch (descriptor >>> 6) {
    case 0:
      return singleSegment ? view.readUInt8(at) : undefined;
    case 1:
      return view.readUInt16LE(at) + 256;
    case 2:
      return view.readUInt32LE(at);
    default:
      return view.length >= at + 8 ? Number(view.readBigUInt64LE(at)) : undefined;
  }
}

function damaged(detail: string, cause?: unknown): EngineError {
  return new EngineError('set-damaged', { detail, cause });
}
