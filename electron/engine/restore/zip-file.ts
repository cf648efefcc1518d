import { createWriteStream, renameSync, rmSync, type WriteStream } from 'node:fs';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ZipArchive } from 'archiver';
import type { DirEntry, FileEntry, SymlinkEntry } from '../archive/index.ts';
import { type Halt, shownPath } from '../base/index.ts';
import { checkContent, heldContents, type ReadFrame, wholeContent } from '../sets/index.ts';
import { ZipNames } from './zip-names.ts';

/** Below this size deflating costs more than it saves. */
const STORE_BELOW_BYTES = 4096;
const PACKED = new Set('.zip .7z .gz .zst .xz .jpg .jpeg .png .mp4 .mp3 .docx .xlsx .pptx .pdf'.split(' '));
const EARLIEST_DOS_TIME_MS = Date.UTC(1980, 0, 2);

/**
 * A ZIP that is written under a temporary name and renamed when whole. Entries go in one at a time: archiver opens a
 * compressor for each that waits.
 */
export class ZipFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #read: ReadFrame;
  readonly #halt: Halt;
  readonly #output: WriteStream;
  readonly #names = new ZipNames();
  readonly #archive: ZipArchive;
  readonly #broken: Promise<never>;

  /** Few restores write one: nobody else loads what it takes. */
  static async begin(path: string, read: ReadFrame, halt: Halt): Promise<ZipFile> {
    const { ZipArchive } = await import('archiver');
    return new ZipFile(path, { read, halt, archive: new ZipArchive({ zlib: { level: 6 } }) });
  }

  private constructor(
    path: string,
    { read, halt, archive }: { readonly read: ReadFrame; readonly halt: Halt; readonly archive: ZipArchive },
  ) {
    this.#path = path;
    this.#archive = archive;
    this.#read = read;
    this.#halt = halt;
    this.#temporary = `${path}.strongroom-part`;
    rmSync(this.#temporary, { force: true });
    this.#output = createWriteStream(this.#temporary, { flags: 'wx', mode: 0o600, flush: true });
    this.#broken = new Promise((_, reject) => {
      this.#output.on('error', reject);
      this.#archive.on('error', reject);
    });
    this.#broken.catch(() => undefined);
    this.#archive.pipe(this.#output);
  }

  /**
   * Answers what the entry is called in it. Throws `Refused` or EngineError `set-damaged` before anything of the entry is in
   * the ZIP, or what writing throws.
   */
  async add(entry: DirEntry | FileEntry | SymlinkEntry): Promise<string> {
    const name = this.#names.take(entry);
    const attributes = { mode: entry.mode & 0o777, date: dateOf(entry) };
    if (entry.type === 'file') {
      const store = entry.size < STORE_BELOW_BYTES || PACKED.has(extname(name).toLowerCase());
      const content = await this.#content(entry);
      await this.#taken(() => this.#archive.append(content, { name, ...attributes, store }));
    } else if (entry.type === 'dir') {
      await this.#taken(() => this.#archive.append(Buffer.alloc(0), { name: `${name}/`, ...attributes }));
    } else {
      await this.#taken(() => this.#archive.symlink(name, shownPath(entry.target).path, entry.mode));
    }
    return name;
  }

  async finish(): Promise<void> {
    await Promise.race([this.#archive.finalize().then(() => finished(this.#output)), this.#broken]);
    renameSync(this.#temporary, this.#path);
  }

  abandon(): void {
    this.#archive.abort();
    this.#output.destroy();
    rmSync(this.#temporary, { force: true });
  }

  /** What does not fit into memory is read once to be sure of every byte before the first one goes in. */
  async #content(entry: FileEntry): Promise<Buffer | Readable> {
    if (entry.chunks.length <= 1) return wholeContent(entry, this.#read);
    await checkContent(entry, this.#read, this.#halt);
    return Readable.from(heldContents(entry, this.#read, this.#halt));
  }

  async #taken(append: () => void): Promise<void> {
    const taken = new Promise<void>((resolve) => this.#archive.once('entry', () => resolve()));
    append();
    await Promise.race([taken, this.#broken]);
  }
}

/** A ZIP's times begin in 1980. */
function dateOf(entry: { mtime: string }): Date {
  return new Date(Math.max(EARLIEST_DOS_TIME_MS, Math.floor(Number(entry.mtime) / 1e6)));
}
