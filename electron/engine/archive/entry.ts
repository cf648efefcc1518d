import type { GapCode } from '../../contract/index.ts';
import type { RawPath, WindowsFacts } from '../base/index.ts';
import type { Sha256 } from '../chunk/index.ts';

/** Where the bytes of a chunk rest: `length` bytes at `at` of the decoded frame that is stored at `frame`, `frameLength` long. */
export interface ChunkRef {
  readonly set: string;
  readonly volume: number;
  readonly frame: number;
  readonly frameLength: number;
  readonly at: number;
  readonly length: number;
  readonly sha256: Sha256;
}

/** Times are ns since 1970 as decimal strings: a number would round them. */
interface Attributes {
  readonly path: RawPath;
  readonly mtime: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

export interface DirEntry extends Attributes {
  readonly type: 'dir';
  readonly win?: WindowsFacts | undefined;
}

export interface FileEntry extends Attributes {
  readonly type: 'file';
  readonly win?: WindowsFacts | undefined;
  readonly size: number;
  readonly ctime: string;
  readonly inode: string;
  readonly sha256: Sha256;
  readonly chunks: readonly ChunkRef[];
  /** Files with the same group are one file under several names. */
  readonly hardLink?: string | undefined;
  readonly sparse?: boolean | undefined;
  readonly changedWhileRead?: boolean | undefined;
}

export interface SymlinkEntry extends Attributes {
  readonly type: 'symlink';
  readonly target: RawPath;
}

/** What a look at something tells, without its content: what a listing says of it in the same words if nothing changed. */
export type Looked = DirEntry | SymlinkEntry | Omit<FileEntry, 'sha256' | 'chunks' | 'changedWhileRead'>;

/** Something that could not be saved; `lastGoodSet` names the newest set that still has it. */
export interface GapEntry {
  readonly type: 'gap';
  readonly path: RawPath;
  readonly code: GapCode;
  readonly lastGoodSet?: string | undefined;
}

export type Entry = DirEntry | FileEntry | SymlinkEntry | GapEntry;
