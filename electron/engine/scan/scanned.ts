import type { GapCode } from '../../contract/index.ts';
import type { RawPath, WindowsFacts } from '../base/index.ts';

/** A file's attributes as the system tells them; times in ns since 1970 and ids as decimal strings. */
export interface Stat {
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: string;
  readonly ctime: string;
  readonly inode: string;
}

/** What is kept of a folder or a link. */
export type Attributes = Pick<Stat, 'mode' | 'uid' | 'gid' | 'mtime'>;

/** One thing the walk met, in path order. `path` is inside the tree (label first), `at` is where it is on this computer. */
export type Scanned =
  | {
      readonly type: 'dir';
      readonly path: RawPath;
      readonly at: RawPath;
      readonly stat: Attributes;
      readonly win?: WindowsFacts | undefined;
    }
  | {
      readonly type: 'file';
      readonly path: RawPath;
      readonly at: RawPath;
      readonly stat: Stat;
      readonly win?: WindowsFacts | undefined;
      readonly hardLink?: string | undefined;
      readonly sparse: boolean;
    }
  | {
      readonly type: 'symlink';
      readonly path: RawPath;
      readonly at: RawPath;
      readonly stat: Attributes;
      readonly target: RawPath;
    }
  /** `subtree`: whatever was below is unknown, which is not the same as gone. */
  | { readonly type: 'gap'; readonly path: RawPath; readonly code: GapCode; readonly subtree: boolean }
  | { readonly type: 'special'; readonly path: RawPath };
