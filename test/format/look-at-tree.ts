import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What a tree on disk looks like: everything that a restore has to bring back, names in base64 where they are not plain. */
export interface SeenEntry {
  readonly path: string;
  readonly type: 'dir' | 'file' | 'symlink';
  readonly mode: string;
  readonly mtime: string;
  readonly size?: number;
  readonly sha256?: string;
  readonly target?: string;
  /** Paths that are the same file, where there are several. */
  readonly sameAs?: string;
}

export function lookAtTree(root: string): SeenEntry[] {
  const firstOf = new Map<bigint, string>();
  const seen: SeenEntry[] = [];
  const visit = (folder: string): void => {
    for (const name of readdirSync(onDisk(root, folder), 'latin1').toSorted()) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const stats = lstatSync(onDisk(root, path), { bigint: true });
      const common = {
        path: shown(path),
        mode: (stats.mode & 0o7777n).toString(8),
        // Times are given back to the microsecond.
        mtime: `${(stats.mtimeNs - (((stats.mtimeNs % 1000n) + 1000n) % 1000n)) / 1000n}`,
      };
      if (stats.isDirectory()) {
        seen.push({ ...common, type: 'dir' });
        visit(path);
      } else if (stats.isSymbolicLink()) {
        seen.push({ ...common, type: 'symlink', target: shown(readlinkSync(onDisk(root, path), 'latin1')) });
      } else {
        const first = firstOf.get(stats.ino);
        if (!first) firstOf.set(stats.ino, common.path);
        const bytes = readFileSync(onDisk(root, path));
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        seen.push({ ...common, type: 'file', size: bytes.length, sha256, ...(first && { sameAs: first }) });
      }
    }
  };
  visit('');
  return seen;
}

export function onDisk(root: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, 'latin1')]);
}

function shown(path: string): string {
  return /^[\u0020-\u007e]*$/.test(path) ? path : `base64:${Buffer.from(path, 'latin1').toString('base64')}`;
}
