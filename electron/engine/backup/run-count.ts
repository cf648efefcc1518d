import type { BackupResult, Gap } from '../../contract/index.ts';
import type { Entry, FileEntry } from '../archive/index.ts';
import { shownPath } from '../base/index.ts';
import type { Content } from './content.ts';

/** A result lists this many gaps; their number is exact, and the manifest has them all. */
const LISTED_GAPS_MAX = 10_000;

/** Counts what a run met, for its result. Folders are not counted as files. */
export class RunCount {
  readonly files: BackupResult['files'] = {
    scanned: 0,
    new: 0,
    changed: 0,
    moved: 0,
    unchanged: 0,
    deleted: 0,
    gaps: 0,
  };
  readonly gaps: Gap[] = [];
  /** Files in the point, links included, and the bytes they stand for. */
  pointFiles = 0;
  pointBytes = 0;
  bytesScanned = 0;
  bytesRead = 0;
  /** What the interrupted run that this one goes on with had stored. */
  readonly resumed = { files: 0, bytes: 0 };
  special = 0;
  /** How many files of each content are gone from where they were, and the contents that turned up under a new path. */
  readonly #gone = new Map<string, number>();
  readonly #turnedUp: string[] = [];

  kept(entry: Entry): void {
    const isFile = entry.type === 'file';
    this.keptAll({ files: isFile || entry.type === 'symlink' ? 1 : 0, bytes: isFile ? entry.size : 0 });
  }

  keptAll({ files, bytes }: { readonly files: number; readonly bytes: number }): void {
    this.files.scanned += files;
    this.files.unchanged += files;
    this.pointFiles += files;
    this.pointBytes += bytes;
    this.bytesScanned += bytes;
  }

  put(entry: Entry, previous: Entry | undefined): void {
    if (entry.type === 'symlink') {
      this.files.scanned++;
      this.files[previous && previous.type !== 'gap' ? 'changed' : 'new']++;
    }
    this.#inPoint(entry);
  }

  saved(entry: FileEntry, content: Extract<Content, { status: 'saved' }>, previous: Entry | undefined): void {
    this.files.scanned++;
    if (previous?.type === 'file') this.files[isSame(entry, previous) ? 'unchanged' : 'changed']++;
    else {
      this.files.new++;
      if (content.known) this.#turnedUp.push(content.sha256);
    }
    this.#inPoint(entry);
  }

  takenOver(bytes: number): void {
    this.resumed.files++;
    this.resumed.bytes += bytes;
  }

  gap(entry: Extract<Entry, { type: 'gap' }>): void {
    this.listGap(entry);
  }

  /** Also for a file that was saved although it would not hold still. */
  listGap({ path, code, lastGoodSet }: Pick<Extract<Entry, { type: 'gap' }>, 'path' | 'code' | 'lastGoodSet'>): void {
    this.files.gaps++;
    if (this.gaps.length < LISTED_GAPS_MAX)
      this.gaps.push({ ...shownPath(path), code, ...(lastGoodSet && { lastGoodSet }) });
  }

  deleted(previous: Entry): void {
    if (previous.type === 'file' || previous.type === 'symlink') this.files.deleted++;
    if (previous.type === 'file') this.#gone.set(previous.sha256, 1 + (this.#gone.get(previous.sha256) ?? 0));
  }

  /** At the end of the walk: a file that went from one path and turned up under another is one that moved. */
  settleMoves(): void {
    for (const sha256 of this.#turnedUp.splice(0)) {
      const left = this.#gone.get(sha256) ?? 0;
      if (left === 0) continue;
      this.#gone.set(sha256, left - 1);
      this.files.new--;
      this.files.deleted--;
      this.files.moved++;
    }
  }

  #inPoint(entry: Entry): void {
    if (entry.type === 'file' || entry.type === 'symlink') this.pointFiles++;
    if (entry.type !== 'file') return;
    this.pointBytes += entry.size;
    this.bytesScanned += entry.size;
  }
}

function isSame(a: FileEntry, b: FileEntry): boolean {
  return (
    a.sha256 === b.sha256 &&
    a.mtime === b.mtime &&
    a.mode === b.mode &&
    a.uid === b.uid &&
    a.gid === b.gid &&
    a.win?.attributes === b.win?.attributes &&
    a.win?.created === b.win?.created
  );
}
