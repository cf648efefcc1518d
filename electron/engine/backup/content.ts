import type { GapCode } from '../../contract/index.ts';
import type { ChunkRef, FileEntry } from '../archive/index.ts';
import type { Look } from '../chunk/index.ts';
import type { FileToRead } from '../pool/index.ts';
import type { Stat } from '../scan/index.ts';

/** What became of a file's content. `known`: its chain held it already, so nothing was stored. */
export type Content =
  | {
      readonly status: 'saved';
      readonly stat: Stat;
      readonly size: number;
      readonly sha256: string;
      readonly chunks: readonly ChunkRef[];
      readonly changed: boolean;
      readonly known: boolean;
      readonly look?: Look;
    }
  | { readonly status: 'gap'; readonly code: GapCode };

/** A file on its way through the workers; `content` appears when it is through. */
export interface Reading {
  /** Only what a worker needs: it crosses the thread boundary as it is. */
  readonly file: FileToRead;
  readonly previous: FileEntry | undefined;
  /** Its content was stored by the interrupted run that this one goes on with. */
  readonly takenOver?: true;
  content?: Content;
}
