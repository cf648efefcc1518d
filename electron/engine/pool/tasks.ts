import type { GapCode, RestoreFailureCode } from '../../contract/index.ts';
import type { ChunkRef, TarEntry } from '../archive/index.ts';
import type { RawPath, WindowsFacts } from '../base/index.ts';
import type { EarlierChunks, Look } from '../chunk/index.ts';
import type { FileKey, Slab } from '../crypt/index.ts';
import type { Stat } from '../scan/index.ts';
import type { Keep } from './keep-aside.ts';

/** A file to read: what the walk saw of it, and its name in the tree. */
export interface FileToRead {
  readonly path: RawPath;
  readonly at: RawPath;
  readonly stat: Stat;
}

/**
 * What became of one small file. `grown`: no longer small, to be read as a large one. `stat` is that of the
 * moment it was read, and left out where it is what the walk saw: most of what crosses between threads is this.
 */
export type SmallResult =
  | {
      readonly status: 'read';
      readonly stat: Stat | undefined;
      readonly sha256: string;
      readonly length: number;
      readonly at: number;
      readonly changed: boolean;
      readonly look?: Look;
    }
  | { readonly status: 'grown' }
  | { readonly status: 'gap'; readonly code: GapCode };

export interface HashedChunk {
  readonly at: number;
  readonly length: number;
  readonly sha256: string;
}

/** Memory of a stretch of a file. Where it is shared nothing is handed over: the collector of each thread that it passes would look at it. */
export type Slice = ArrayBuffer | SharedArrayBuffer;

/** What has to be handed over with it. */
export function ownedBy(slice: Slice): ArrayBuffer[] {
  return slice instanceof SharedArrayBuffer ? [] : [slice];
}

/** One stretch of a large file: whole chunks in the first `length` bytes of `slice`. */
export interface Cut {
  readonly slice: Slice;
  readonly length: number;
  readonly chunks: readonly HashedChunk[];
  readonly stat: Stat;
  /** Present once the file has ended. */
  readonly end?: { readonly length: number; readonly changed: boolean; readonly look?: Look };
}

export interface FrameBytes {
  readonly buffer: ArrayBuffer;
  readonly length: number;
}

/** So many bytes that are not in memory any more. */
export interface HashedBytes {
  readonly length: number;
  readonly sha256: string;
}

/** What a decoded frame must hold, to be compared after it has been read back. */
export interface FrameCheck {
  readonly offset: number;
  readonly length: number;
  readonly contents: readonly { readonly at: number; readonly length: number; readonly sha256: string }[];
}

/** A chunk with the volume that it rests in. */
export type StoredChunk = Omit<ChunkRef, 'set'> & { readonly volumePath: string };

/** Where an entry or a chunk was found to be damaged among those asked for. */
export interface CarryDamage {
  readonly damaged: number;
  readonly detail: string;
}

export interface FileToGive {
  readonly index: number;
  readonly write: {
    readonly temporary: RawPath;
    readonly final: RawPath;
    /** The chosen folder that both are in; no link below it is gone through. */
    readonly root: RawPath;
    readonly mode: number;
    readonly mtime: string;
    readonly owner: { uid: number; gid: number } | undefined;
    readonly replace: boolean;
    readonly win?: WindowsFacts;
    /** Present where something is replaced. */
    readonly keep?: Keep;
  };
  readonly size: number;
  readonly sha256: string;
  readonly sparse: boolean;
  readonly chunks: readonly StoredChunk[];
}

export interface GivenFile {
  readonly index: number;
  /** Given back, but without what Windows keeps of it beside. */
  readonly bare?: true;
  readonly failure?: { readonly code: RestoreFailureCode; readonly detail: string };
  /** Not given: the job was stopped before it. */
  readonly stopped?: true;
}

/** Each task with its answer. A worker does one at a time, synchronously: no per-file promises on the hot path. */
export interface Tasks {
  /** Small files and bare headers into one frame, in order. */
  pack: {
    input: { items: readonly (FileToRead | { readonly header: TarEntry })[]; level: number };
    output: { frame: FrameBytes | null; results: (SmallResult | null)[] };
  };
  /** Reads small files and holds their bytes until `packHeld` of the same slot, on the same worker. */
  hold: { input: { slot: number; items: readonly FileToRead[] }; output: { results: SmallResult[] } };
  packHeld: {
    input: { slot: number; keep: readonly number[]; level: number };
    output: { frame: FrameBytes | null; at: number[] };
  };
  /** Begins (`file` given) or goes on cutting a large file; always on the same worker. `into`: memory to read into; else it makes its own. */
  cut: {
    input: { id: number; file?: FileToRead; earlier?: EarlierChunks | undefined; into?: SharedArrayBuffer | undefined };
    output: Cut | { gap: GapCode };
  };
  cutStop: { input: { id: number }; output: null };
  /** The next stretch of a file that is being cut; always on the same worker, and not on the one that cuts. The hash of all comes with the last. */
  hashWhole: {
    input: { id: number; slice: Slice; length: number; isLast: boolean };
    output: { slice: Slice; sha256?: string };
  };
  hashStop: { input: { id: number }; output: null };
  compress: {
    input: { slice: Slice; chunks: readonly HashedChunk[]; level: number };
    output: { frames: FrameBytes[]; slice: Slice };
  };
  /** Entries of other sets into one frame of this: their tar headers one behind the other, and where their contents rest. `whole`: a frame that may hold just that. */
  carrySmall: {
    input: {
      headers: Uint8Array;
      items: readonly { readonly headerBytes: number; readonly content?: StoredChunk }[];
      whole?: StoredChunk;
      level: number;
    };
    output: { frame: FrameBytes; at: number[]; copiedBytes: number; bytesRead: number } | CarryDamage;
  };
  /** The next chunks of a large file; `end` with the last of them. Always on the same worker. */
  carryLarge: {
    input: { id: number; chunks: readonly StoredChunk[]; end?: { size: number; sha256: string }; level: number };
    output: { frames: FrameBytes[]; copiedBytes: number; bytesRead: number } | CarryDamage;
  };
  /** Whole chunks of an age file that the volume will be; `frame` is what is to be appended. */
  sealVolumePart: { input: { key: Uint8Array; slab: Slab }; output: { frame: FrameBytes } };
  /** `head`: what stands in front of the stream. */
  volumeOpen: { input: { path: string; head?: Uint8Array }; output: null };
  append: { input: { frames: readonly FrameBytes[] }; output: null };
  /** `frames`: all that was written since it was last flushed, for who compares it with what comes back. */
  volumeEnd: { input: null; output: { size: number; sha256: string; durable: boolean; frames: FrameBytes[] } };
  volumeAbandon: { input: null; output: null };
  volumeFlush: { input: null; output: { durable: boolean; frames: FrameBytes[] } };
  /**
   * The next frames of a file, in order and without a hole; `end` with the last of them. Always on the same worker. `written`: what was written of it
   * since the last time, in order; left out, the whole file is compared by its hash.
   */
  check: {
    input: {
      path: string;
      frames: readonly FrameCheck[];
      end?: { size: number; sha256: string };
      sealed?: FileKey;
      written?: readonly (FrameBytes | HashedBytes)[];
    };
    output: { direct: boolean };
  };
  compareFrames: {
    input: { path: string; frames: readonly FrameCheck[] };
    output: { damaged: number[]; bytes: number };
  };
  /** The next chunks of a large file; `end` with the last of them. Always on the same worker. */
  compareLarge: {
    input: { id: number; chunks: readonly StoredChunk[]; end?: { size: number; sha256: string } };
    output: { isDamaged: boolean; bytes: number };
  };
  give: { input: { files: readonly FileToGive[] }; output: { given: GivenFile[]; bytes: number } };
  hashFile: { input: { path: RawPath }; output: { sha256: string } };
  /** The next stretch of a file; always on the same worker. */
  hashStretch: {
    input: { path: RawPath; from: number; length: number };
    output: { bytes: number; sha256?: string };
  };
}

export type TaskName = keyof Tasks;
export type TaskInput<N extends TaskName> = Tasks[N]['input'];
export type TaskOutput<N extends TaskName> = Tasks[N]['output'];

/** A failed task as it crosses the thread boundary: the system's or our own code, never a stack of someone else's thread. */
export interface TaskFailure {
  readonly code: string;
  readonly message: string;
  readonly known: boolean;
}

export type TaskMessage = { readonly id: number; readonly name: TaskName; readonly input: unknown };
export type TaskReply =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly failure: TaskFailure };
