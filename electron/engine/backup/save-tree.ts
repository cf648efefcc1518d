import {
  type DirEntry,
  type Entry,
  type FileEntry,
  type GapEntry,
  SMALL_FILE_MAX,
  type SymlinkEntry,
  type TarEntry,
} from '../archive/index.ts';
import { breathe, comparePaths, type Halt, type RawPath, type Tally, textOf, waitIfPaused } from '../base/index.ts';
import type { Look } from '../chunk/index.ts';
import { glance, type Pool } from '../pool/index.ts';
import { isSameStat, type KeptGroup, type Scanned, type Step, type StepGroup } from '../scan/index.ts';
import type { Pace } from '../run/index.ts';
import type { OpenFile } from './checkpoint-journal.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { Content, Reading } from './content.ts';
import type { StoredBefore } from './interrupted-run.ts';
import { type Breaks, LargeFiles, type OpenNow } from './large-files.ts';
import type { ManifestWriter } from './manifest-writer.ts';
import type { RunChanges } from './run-changes.ts';
import type { RunCount } from './run-count.ts';
import type { SetWriter } from './set-writer.ts';
import { SmallFiles } from './small-files.ts';

type ScannedFile = Extract<Scanned, { type: 'file' }>;

/** Something on its way into the manifest; it may have to wait for its content and for what stands before it. */
type Queued =
  | { readonly kind: 'whole'; readonly group: KeptGroup }
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'file'; readonly step: Extract<Step, { kind: 'read' }>; readonly reading: Reading };

export interface SaveTreeDeps {
  readonly pool: Pool;
  readonly writer: SetWriter;
  readonly store: ChunkStore;
  readonly manifest: ManifestWriter;
  readonly count: RunCount;
  readonly changes: RunChanges;
  readonly tally: Tally;
  readonly halt: Halt;
  readonly checkpoints: Checkpoints;
  readonly pace: Pace;
  /** Present where this run goes on with an interrupted one; `open`: the file in whose midst the stream of a full ends. */
  readonly before?: { readonly stored: StoredBefore; readonly open: OpenFile | undefined };
  /** The newest set that still has what stood at this path. */
  readonly lastGood: (path: RawPath, previous: Entry | undefined) => string | undefined;
}

/** Carries the steps of a comparison out: sends files to the workers, and their entries in path order into the manifest. */
export class SaveTree {
  readonly #deps: SaveTreeDeps;
  readonly #small: SmallFiles;
  readonly #large: LargeFiles;
  readonly #queue: Queued[] = [];
  #head = 0;
  /** Files that turned out to be larger than the walk said; taken when nothing else is being put into the stream. */
  #grown: Reading[] = [];
  /** The reading that carries the content of each hard-link group. */
  readonly #groups = new Map<string, Reading>();
  readonly #everGrown = new Set<Reading>();
  readonly #laterLinks: { entry: FileEntry; first: RawPath }[] = [];
  readonly #breaks: Breaks;
  /** The file that an interrupted run had stored a part of, where the rest could be added. */
  #continued: Reading | undefined;

  constructor(deps: SaveTreeDeps) {
    this.#deps = deps;
    this.#small = new SmallFiles(deps.pool, deps.writer, deps.store, (reading) => this.#setGrown(reading));
    this.#large = new LargeFiles(deps.pool, deps.writer, deps.store);
    this.#breaks = { ...deps.halt, slow: (bytes) => this.#slow(bytes), rest: (open) => this.#checkpoint(open) };
  }

  async run(groups: AsyncIterable<StepGroup>): Promise<void> {
    const { halt, writer, store, before } = this.#deps;
    // Nothing else may stand inside its entry.
    if (before?.open && !store.dedupes) this.#continued = await this.#large.goOn(before.open, this.#breaks);
    for await (const group of groups) {
      await this.#take(group);
      await this.#storeGrown();
      this.#flush();
      if (writer.isBusy) await writer.room();
      await breathe();
      await waitIfPaused(halt);
      await this.#checkpoint(undefined);
    }
    this.#follow(this.#small.flush());
    await writer.quiet();
    await this.#storeGrown();
    await writer.quiet();
    this.#flush();
    this.#addLinks();
    await writer.quiet();
    if (this.#head < this.#queue.length) throw new Error('an entry never got its content');
  }

  /** Where one is due. Waits until all that has been begun rests in the stream and, as far as it can, in the manifest. */
  async #checkpoint(open: OpenNow | undefined): Promise<void> {
    const { checkpoints, store, writer } = this.#deps;
    // What was gone on with is listed only once the walk comes by: until then the checkpoint in its midst is the better one.
    if (!checkpoints.isDue || (this.#continued && !open)) return;
    // Inside an entry of a full nothing may be put into the stream; there is nothing either, it was flushed before the entry.
    if (!open || store.dedupes) this.#follow(this.#small.flush());
    await writer.quiet();
    if (!open) await this.#storeGrown();
    await writer.quiet();
    this.#flush();
    if (checkpoints.isDue) checkpoints.take(await open?.());
  }

  async #take(group: StepGroup): Promise<void> {
    const { store, tally } = this.#deps;
    if (group.kept && store.dedupes) return this.#takeOver(group.kept);
    const steps = group.kept ? group.kept.listed.map((listed): Step => ({ kind: 'keep', listed })) : group.steps;
    for (const step of steps) {
      tally.value.files.seen++;
      if (step.kind === 'read') {
        const reading = this.#read(step);
        if (reading) await reading;
      } else this.#settleNow(step);
    }
    tally.sample();
  }

  #takeOver(group: KeptGroup): void {
    const { count, tally } = this.#deps;
    const entries = group.refs.reduce((sum, ref) => sum + ref.entries, 0);
    count.keptAll(group);
    tally.value.files.seen += entries;
    tally.value.files.done += entries;
    tally.sample();
    this.#queue.push({ kind: 'whole', group });
    this.#waited(entries);
  }

  #settleNow(step: Exclude<Step, { kind: 'read' }>): void {
    const { count, lastGood, tally } = this.#deps;
    tally.value.files.done++;
    switch (step.kind) {
      case 'special':
        count.special++;
        return;
      case 'deleted':
        count.deleted(step.previous);
        this.#deps.changes.deleted(step.previous);
        return;
      case 'gap': {
        const entry: GapEntry = {
          type: 'gap',
          path: step.path,
          code: step.code,
          lastGoodSet: lastGood(step.path, step.previous),
        };
        count.gap(entry);
        tally.value.gaps++;
        this.#queue.push({ kind: 'entry', entry });
        return;
      }
      case 'keep':
        count.kept(step.listed.entry);
        return this.#put(step.listed.entry);
      case 'put':
        count.put(step.entry, step.previous);
        return this.#put(step.entry);
    }
  }

  #put(entry: Entry): void {
    this.#queue.push({ kind: 'entry', entry });
    if (this.#deps.store.dedupes) this.#waited(1);
    else if ((entry.type === 'dir' || entry.type === 'symlink') && !this.#deps.before?.stored.holds(entry))
      this.#follow(this.#small.add({ header: tarEntryOf(entry) }));
  }

  /** A promise only where something is to be waited for: it is one more for each file. */
  #read(step: Extract<Step, { kind: 'read' }>): Promise<void> | undefined {
    const { file, previous } = step;
    const stored = this.#deps.before?.stored.file(file);
    const first = file.hardLink === undefined ? undefined : this.#groups.get(file.hardLink);
    if (first) {
      this.#queue.push({ kind: 'file', step, reading: first });
      if (!this.#deps.store.dedupes && !(stored && first.takenOver))
        this.#follow(this.#small.add({ header: linkTo(first.file.path, file.path, file.stat) }));
      return undefined;
    }
    const continued = this.#takeContinued(file);
    const reading: Reading = continued ?? {
      file: { path: file.path, at: file.at, stat: file.stat },
      previous: previous?.type === 'file' ? previous : undefined,
      ...(stored && { takenOver: true, content: contentOf(stored, this.#deps.store.setId, glance(file)) }),
    };
    if (file.hardLink !== undefined) this.#groups.set(file.hardLink, reading);
    this.#queue.push({ kind: 'file', step, reading });
    if (continued || stored) return undefined;
    const { checkpoints, pace, tally, writer } = this.#deps;
    if (file.stat.size > SMALL_FILE_MAX) return this.#readLarge(reading).then(() => this.#paused(reading));
    this.#follow(this.#small.add(reading));
    if (!pace.isFree || writer.isBusy || checkpoints.isDue) return this.#paused(reading);
    tally.sample();
    return undefined;
  }

  /** What stands between two files: pace, room for what is on its way, a wish to pause, a checkpoint. */
  async #paused(reading: Reading): Promise<void> {
    const { halt, pace, tally, writer } = this.#deps;
    if (!pace.isFree && this.#large.fitsOneSlice(reading)) await this.#slow(reading.file.stat.size);
    if (writer.isBusy) {
      await writer.room();
      this.#flush();
      await waitIfPaused(halt);
    }
    tally.sample();
    await this.#checkpoint(undefined);
  }

  #takeContinued({ path, stat }: ScannedFile): Reading | undefined {
    const continued = this.#continued;
    if (!continued || comparePaths(path, continued.file.path) < 0) return undefined;
    this.#continued = undefined;
    return path === continued.file.path && isSameStat(stat, continued.file.stat) ? continued : undefined;
  }

  async #readLarge(reading: Reading): Promise<void> {
    const { store, tally } = this.#deps;
    const shown = textOf(reading.file.path);
    if (shown !== undefined) tally.value.current = shown;
    // A full's stream is in path order: tar programs set a folder's time once they have left it.
    if (!store.dedupes) this.#follow(this.#small.flush());
    if (!this.#large.fitsOneSlice(reading)) return this.#large.storeLong(reading, this.#breaks);
    this.#follow(
      this.#large.storeShort(reading).then((stored) => {
        if (!stored) this.#setGrown(reading);
      }),
    );
  }

  #slow(bytes: number): Promise<void> {
    const { halt, pace, writer } = this.#deps;
    return pace.keep(bytes, writer.storedBytes, halt.signal);
  }

  #setGrown(reading: Reading): void {
    this.#grown.push(reading);
    this.#everGrown.add(reading);
  }

  async #storeGrown(): Promise<void> {
    while (this.#grown.length > 0) await this.#large.storeLong(this.#grown.shift() as Reading, this.#breaks);
  }

  #follow(work: Promise<unknown> | undefined): void {
    if (work) this.#deps.writer.track(work.then(() => this.#flush()));
  }

  #waited(entries: number): void {
    for (let i = 0; i < entries; i++) this.#follow(this.#small.wait());
  }

  /** Moves everything that is ready from the head of the queue into the manifest. */
  #flush(): void {
    const { manifest } = this.#deps;
    for (; this.#head < this.#queue.length; this.#head++) {
      const next = this.#queue[this.#head] as Queued;
      if (next.kind === 'entry') manifest.add(next.entry);
      else if (next.kind === 'whole') manifest.takeOver(next.group);
      else if (next.reading.content) manifest.add(this.#entryOf(next.step, next.reading));
      else break;
    }
    if (this.#head < 1024 && this.#head < this.#queue.length) return;
    this.#queue.splice(0, this.#head);
    this.#head = 0;
  }

  #entryOf({ file, previous }: Extract<Step, { kind: 'read' }>, reading: Reading): Entry {
    const { changes, count, lastGood, tally, writer } = this.#deps;
    const content = reading.content as NonNullable<Reading['content']>;
    tally.value.files.done++;
    tally.value.bytes.stored = writer.storedBytes;
    if (content.status === 'gap') {
      const entry: GapEntry = {
        type: 'gap',
        path: file.path,
        code: content.code,
        lastGoodSet: lastGood(file.path, previous),
      };
      count.gap(entry);
      tally.value.gaps++;
      return entry;
    }
    const isFirst = reading.file.path === file.path;
    if (reading.takenOver) count.takenOver(content.size);
    else if (isFirst) count.bytesRead += content.size;
    tally.value.bytes.done += content.size;
    const entry = fileEntry(file, content);
    count.saved(entry, content, previous);
    changes.saved(entry, content, previous);
    if (content.changed) {
      count.listGap({ path: file.path, code: 'changed-while-read' });
      tally.value.gaps++;
    }
    if (!isFirst && !this.#deps.store.dedupes && this.#everGrown.has(reading))
      this.#laterLinks.push({ entry, first: reading.file.path });
    return entry;
  }

  /** Links in a full's stream stand where their path does, unless what they lead to has moved to the end. */
  #addLinks(): void {
    for (const { entry, first } of this.#laterLinks.splice(0))
      this.#follow(this.#small.add({ header: linkTo(first, entry.path, entry) }));
    this.#follow(this.#small.flush());
  }
}

function contentOf({ size, sha256, chunks, ...stat }: FileEntry, setId: string, look: Look | undefined): Content {
  const known = chunks.every((chunk) => chunk.set !== setId);
  return {
    status: 'saved',
    stat: { ...stat, size },
    size,
    sha256,
    chunks,
    changed: false,
    known,
    ...(look && { look }),
  };
}

export function linkTo(
  first: RawPath,
  path: RawPath,
  { mode, uid, gid, mtime }: Pick<FileEntry, 'mode' | 'uid' | 'gid' | 'mtime'>,
): TarEntry {
  return { path, type: 'link', size: 0, mode, uid, gid, mtime, link: first };
}

function fileEntry(file: ScannedFile, content: Extract<Reading['content'], { status: 'saved' }>): FileEntry {
  const { mode, uid, gid, mtime, ctime, inode } = content.stat;
  return {
    type: 'file',
    path: file.path,
    size: content.size,
    mode,
    uid,
    gid,
    mtime,
    win: file.win,
    ctime,
    inode,
    sha256: content.sha256,
    chunks: content.chunks,
    hardLink: file.hardLink,
    sparse: file.sparse || undefined,
    changedWhileRead: content.changed || undefined,
  };
}

export function tarEntryOf(entry: DirEntry | SymlinkEntry): TarEntry {
  const { mode, uid, gid, mtime } = entry;
  const attributes = { size: 0, mode, uid, gid, mtime };
  if (entry.type === 'symlink') return { path: entry.path, type: 'symlink', ...attributes, link: entry.target };
  return { path: `${entry.path}/` as RawPath, type: 'dir', ...attributes };
}
