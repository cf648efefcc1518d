import { chmodSync, chownSync, lchownSync, lutimesSync, rmSync, utimesSync } from 'node:fs';
import type { Conflict, RestoreFailureCode, RestoreResult } from '../../contract/index.ts';
import type { DirEntry, Entry, FileEntry, SymlinkEntry } from '../archive/index.ts';
import {
  baseName,
  breathe,
  fsPath,
  type Halt,
  type RawPath,
  shownPath,
  type Tally,
  throwIfCancelled,
  waitIfPaused,
  windowsFiles,
} from '../base/index.ts';
import { type FileToGive, isTimeRepresentable, type Keep, type Pool, restoreTime } from '../pool/index.ts';
import { groupByFrame, placedChunks } from '../sets/index.ts';
import { decide, sameLink } from './restore-decision.ts';
import { linkInPlace, symlinkInPlace } from './restore-links.ts';
import { LISTED_MAX, restoreFailureOf } from './restore-outcome.ts';
import { lookAt, nameBeside, type RestoreTarget, temporaryFor } from './restore-target.ts';
import type { RestoreTrail } from './restore-trail.ts';

export interface RestoreRunDeps {
  readonly pool: Pool;
  readonly target: RestoreTarget;
  readonly rule: Conflict;
  /** For the names of files that are kept beside others. */
  readonly stamp: string;
  readonly volumePath: (set: string, volume: number) => string;
  readonly tally: Tally;
  readonly halt: Halt;
  readonly trail: RestoreTrail;
}

/** Files decided before their frames are dispatched: neighbours in path order mostly share frames. */
const WINDOW_FILES = 2048;
const WINDOW_BYTES = 256 * 1024 * 1024;
const UNDER_WAY_PER_WORKER = 4;
/** A thread that does not come back by then hangs on a disk: it is ended, and what it was at is removed. */
const STOP_WITHIN_MS = 5000;

/** `keep`: something is there that is to be kept. `replace`: nothing there can be lost by renaming over it. */
interface Placed<E extends Entry> {
  readonly entry: E;
  readonly place: RawPath;
  readonly replace: boolean;
  readonly keep: boolean;
}
type Job = Placed<FileEntry>;

/** Gives entries back in path order: folders, files by the workers, then hard links, symbolic links, and folders' attributes last. */
export class RestoreRun {
  readonly files: RestoreResult['files'] = { requested: 0, restored: 0, skipped: 0, failed: 0 };
  readonly failures: RestoreResult['failures'] = [];
  readonly renamed: RestoreResult['renamed'] = [];
  readonly notices = new Set<RestoreResult['notices'][number]>();
  bytes = 0;
  folders = 0;
  readonly #deps: RestoreRunDeps;
  readonly #isRoot = process.getuid?.() === 0;
  #window: Job[] = [];
  #windowBytes = 0;
  readonly #underWay = new Set<Promise<void>>();
  readonly #folders: { entry: DirEntry; place: RawPath }[] = [];
  readonly #symlinks: Placed<SymlinkEntry>[] = [];
  readonly #hardLinks: Job[] = [];
  /** Where the first file of each hard-link group was put, once it is there. */
  readonly #groups = new Map<string, RawPath | undefined>();
  readonly #unfinished = new Set<RawPath>();
  #failure: unknown;
  #isGivenUp = false;
  #wake: () => void = () => undefined;

  constructor(deps: RestoreRunDeps) {
    this.#deps = deps;
    deps.halt.signal?.addEventListener('abort', () => this.#giveUpLater(), { once: true });
  }

  async run(entries: Iterable<Entry>): Promise<void> {
    let n = 0;
    for (const entry of entries) {
      await this.#take(entry);
      if (this.#window.length >= WINDOW_FILES || this.#windowBytes >= WINDOW_BYTES) await this.#dispatch();
      if (++n % 256 === 0) {
        this.#deps.tally.sample();
        await breathe();
        await waitIfPaused(this.#deps.halt);
      }
    }
    await this.#dispatch();
    await this.#settle(0);
    await this.#makeHardLinks();
    this.#makeSymlinks();
    this.#finishFolders();
  }

  async #take(entry: Entry): Promise<void> {
    const { target } = this.#deps;
    if (entry.type !== 'dir') this.files.requested++;
    if (entry.type === 'gap') return this.#fail(entry, 'gap', entry.code);
    try {
      const place = target.place(entry.path);
      // What this system cannot hold in a name was written in another way, which people must be told.
      if (entry.path.includes('/') && !place.endsWith(baseName(entry.path))) this.#noteName(entry, place);
      if (entry.type === 'dir') {
        if (target.makeFolder(place)) this.#folders.push({ entry, place });
        this.folders++;
        return;
      }
      target.makeParent(place);
      await this.#decide(entry, place);
    } catch (error) {
      this.#failWith(entry, error);
    }
  }

  async #decide(entry: FileEntry | SymlinkEntry, place: RawPath): Promise<void> {
    const { target, rule } = this.#deps;
    const there = target.isFresh(place) ? undefined : lookAt(place);
    const decision = await decide(entry, there, rule, () => this.#isSame(entry, place));
    if (decision === 'skip' || decision === 'keep-newer') {
      this.files.skipped++;
      return;
    }
    if (decision === 'same') {
      this.files.restored++;
      const group = linkGroupOf(entry);
      if (group !== undefined) this.#groups.set(group, place);
      return;
    }
    const chosen = decision === 'keep-both' ? this.#beside(entry, place) : place;
    const keep = decision === 'replace';
    this.#queue(entry, { place: chosen, keep, replace: keep || target.cannotCollide(chosen) });
  }

  #queue(entry: FileEntry | SymlinkEntry, how: Omit<Job, 'entry'>): void {
    if (entry.type === 'symlink') {
      this.#symlinks.push({ entry, ...how });
      return;
    }
    const group = linkGroupOf(entry);
    if (group !== undefined) {
      if (this.#groups.has(group)) {
        this.#hardLinks.push({ entry, ...how });
        return;
      }
      this.#groups.set(group, undefined);
    }
    if (entry.changedWhileRead) this.notices.add('changed-while-read');
    this.#window.push({ entry, ...how });
    this.#windowBytes += entry.size;
  }

  #beside(entry: Entry, place: RawPath): RawPath {
    const beside = nameBeside(place, this.#deps.stamp);
    this.#noteName(entry, beside);
    return beside;
  }

  #noteName(entry: Entry, place: RawPath): void {
    if (this.renamed.length >= LISTED_MAX) return;
    this.renamed.push({ path: shownPath(entry.path).path, as: shownPath(place).path });
  }

  async #isSame(entry: FileEntry | SymlinkEntry, place: RawPath): Promise<boolean> {
    if (entry.type === 'symlink') return sameLink(entry, place);
    try {
      return (await this.#deps.pool.run('hashFile', { path: place })).sha256 === entry.sha256;
    } catch {
      return false;
    }
  }

  async #dispatch(): Promise<void> {
    const groups = groupByFrame(this.#window, (job) => job.entry);
    this.#window = [];
    this.#windowBytes = 0;
    for (const jobs of groups) {
      await this.#settle(this.#deps.pool.size * UNDER_WAY_PER_WORKER);
      const work: Promise<void> = this.#give(jobs)
        .catch((error: unknown) => {
          this.#failure ??= error;
        })
        .finally(() => {
          this.#underWay.delete(work);
          this.#wake();
        });
      this.#underWay.add(work);
      this.#deps.tally.sample();
      await waitIfPaused(this.#deps.halt);
    }
  }

  /** Lets the workers end what they are at, so that what was given back is counted to the file. */
  async stop(): Promise<void> {
    this.#deps.pool.stop();
    this.#giveUpLater();
    await this.#untilUnderWay(0);
  }

  #giveUpLater(): void {
    setTimeout(() => {
      this.#isGivenUp = true;
      this.#wake();
    }, STOP_WITHIN_MS).unref();
  }

  /** After the workers were ended in the middle: removes what they had not finished. */
  abandon(): void {
    for (const place of this.#unfinished) rmSync(fsPath(temporaryFor(place)), { force: true });
  }

  async #settle(atMost: number): Promise<void> {
    await this.#untilUnderWay(atMost);
    if (this.#failure !== undefined) throw this.#failure;
    throwIfCancelled(this.#deps.halt.signal);
  }

  async #untilUnderWay(atMost: number): Promise<void> {
    while (this.#underWay.size > atMost && !this.#isGivenUp) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async #give(wanted: readonly Job[]): Promise<void> {
    const { pool, tally, trail } = this.#deps;
    const noted = trail.noteAll(wanted, ({ entry: { sha256, size } }) => ({ file: { sha256, size } }));
    for (const { item, error } of noted.refused) this.#failWith(item.entry, error);
    if (noted.ready.length === 0) return;
    const jobs = noted.ready.map(({ item }) => item);
    for (const { place } of jobs) this.#unfinished.add(place);
    const { given, bytes } = await pool.run('give', {
      files: noted.ready.map(({ item, note }, index) => this.#fileToGive(item, index, note.keep)),
    });
    tally.value.bytes.stored += bytes;
    for (const { index, failure, bare, stopped } of given) {
      if (bare) this.notices.add('attributes-not-set');
      const job = jobs[index] as Job;
      this.#unfinished.delete(job.place);
      trail.settle(noted.ready[index]?.note, !failure && !stopped);
      if (stopped) continue;
      tally.value.files.done++;
      tally.value.bytes.done += job.entry.size;
      // Two names of the tree may be one on this disk (case, accents): the second is put beside the first.
      if (failure?.code === 'name-collision') await this.#give([{ ...job, place: this.#beside(job.entry, job.place) }]);
      else if (failure) this.#fail(job.entry, failure.code, failure.detail);
      else {
        this.files.restored++;
        this.bytes += job.entry.size;
        const group = linkGroupOf(job.entry);
        if (group !== undefined) this.#groups.set(group, job.place);
      }
    }
  }

  #fileToGive({ entry, place, replace }: Job, index: number, keep: Keep | undefined): FileToGive {
    const { size, sha256, mtime, win } = entry;
    const chunks = placedChunks(entry, this.#deps.volumePath);
    const owner = this.#ownerOf(entry);
    const write = {
      temporary: temporaryFor(place),
      final: place,
      root: this.#deps.target.rootOf(place),
      mode: this.#modeOf(entry),
      mtime,
      owner,
      replace,
      ...(win && { win }),
      ...(keep && { keep }),
    };
    return { index, write, size, sha256, sparse: entry.sparse ?? false, chunks };
  }

  async #makeHardLinks(): Promise<void> {
    for (const job of this.#hardLinks) {
      const { entry, place } = job;
      const { sha256, size } = entry;
      const first = this.#groups.get(linkGroupOf(entry) ?? '');
      try {
        if (first === undefined) throw new Error('the first name of the group is not there');
        this.#deps.trail.put(job, { file: { sha256, size } }, (keep) =>
          linkInPlace(this.#deps.target, first, place, keep),
        );
        // They are of the file, but a new name may have changed them.
        this.#giveFacts(entry, place);
        this.files.restored++;
        this.bytes += size;
      } catch {
        // A file system without hard links still gets the content.
        this.notices.add('links-not-made');
        await this.#give([job]);
      }
    }
  }

  #makeSymlinks(): void {
    const { target, trail } = this.#deps;
    for (const job of this.#symlinks) {
      try {
        symlinkInPlace(target, job, {
          dress: (path) => this.#setLinkAttributes(job.entry, path),
          put: (work) => trail.put(job, { link: job.entry.target }, work),
        });
        this.files.restored++;
      } catch (error) {
        this.#failWith(job.entry, error);
      }
    }
  }

  #setLinkAttributes(entry: SymlinkEntry, path: string | Buffer): void {
    const time = restoreTime(entry.mtime);
    lutimesSync(path, time, time);
    const owner = this.#ownerOf(entry);
    if (owner) lchownSync(path, owner.uid, owner.gid);
  }

  /** Deepest first: giving a folder its own time must be the last thing that happens in it. */
  #finishFolders(): void {
    for (const { entry, place } of this.#folders.reverse()) {
      try {
        const path = fsPath(this.#deps.target.wayInto(place));
        const owner = this.#ownerOf(entry);
        if (owner) chownSync(path, owner.uid, owner.gid);
        chmodSync(path, this.#modeOf(entry));
        const time = restoreTime(entry.mtime);
        utimesSync(path, time, time);
        this.#giveFacts(entry, place);
      } catch (error) {
        this.#failWith(entry, error);
      }
    }
  }

  #giveFacts({ win }: DirEntry | FileEntry, place: RawPath): void {
    try {
      if (win) windowsFiles()?.give(place, win);
    } catch {
      this.notices.add('attributes-not-set');
    }
  }

  #modeOf(entry: DirEntry | FileEntry): number {
    if (!isTimeRepresentable(entry.mtime)) this.notices.add('times-clamped');
    // A restored file must not run with its owner's rights only because it once did.
    if ((entry.mode & 0o6000) === 0 || entry.type === 'dir') return entry.mode;
    this.notices.add('special-bits-dropped');
    return entry.mode & 0o1777;
  }

  #ownerOf(entry: DirEntry | FileEntry | SymlinkEntry): { uid: number; gid: number } | undefined {
    if (this.#isRoot)
      return entry.uid === 0 && entry.gid === process.getgid?.() ? undefined : { uid: entry.uid, gid: entry.gid };
    if (process.getuid && entry.uid !== process.getuid()) this.notices.add('owner-not-set');
    return undefined;
  }

  #failWith(entry: Entry, error: unknown): void {
    const { code, detail } = restoreFailureOf(error);
    this.#fail(entry, code, detail);
  }

  #fail(entry: Entry, code: RestoreFailureCode, detail: string): void {
    if (entry.type !== 'dir') this.files.failed++;
    if (this.failures.length >= LISTED_MAX) return;
    const lastGoodSet = entry.type === 'gap' ? entry.lastGoodSet : undefined;
    this.failures.push({
      ...shownPath(entry.path),
      code,
      ...(detail && { detail }),
      ...(lastGoodSet && { lastGoodSet }),
    });
  }
}

/** Names of one file have its content in common: what a listing calls by one link and says to differ gets files of their own. */
function linkGroupOf(entry: FileEntry | SymlinkEntry): string | undefined {
  if (entry.type !== 'file' || entry.hardLink === undefined) return undefined;
  return `${entry.hardLink} ${entry.size} ${entry.sha256}`;
}
