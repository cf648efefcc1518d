import { closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  errnoOf,
  flush,
  flushFolder,
  fsPath,
  ID_PATTERN,
  joinRaw,
  type RawPath,
  readFully,
  writeFully,
} from '../base/index.ts';
import type { Keep } from '../pool/index.ts';
import { rawSource } from '../source/index.ts';
import { parentOf } from './restore-target.ts';

const zRaw = z.string().transform((path) => path as RawPath);
const zAbout = z.object({
  version: z.literal(1),
  restore: z.string().regex(ID_PATTERN),
  run: z.number(),
  plan: z.object({ id: z.string(), name: z.string() }),
  until: z.iso.datetime(),
  to: z.string(),
});
/** Which restore it was, of which plan and run, where to, and until when it can be taken back. */
export type UndoAbout = z.output<typeof zAbout>;

const zMade = z.object({
  n: z.number(),
  place: zRaw,
  /** Where what it replaced is kept. */
  keep: z.object({ at: zRaw, beside: zRaw }).optional(),
  /** What was put there. */
  file: z.object({ sha256: z.string(), size: z.number() }).optional(),
  link: zRaw.optional(),
});
/** A file or link that a restore was about to put in its place; written before it happens. */
export type Made = z.output<typeof zMade>;

const zLine = z.union([zMade, z.object({ missed: z.number() }), z.object({ folder: zRaw })]);

export interface UndoRecords {
  readonly about: UndoAbout;
  readonly made: readonly Made[];
  /** In the order they were made. */
  readonly folders: readonly RawPath[];
}

const UNDER_WAY = 'journal.part';
const ENDED = 'journal.jsonl';
const BUFFER_CHARS = 64 * 1024;
const BLOCK_BYTES = 1024 * 1024;

export function undoFolder(home: string, restore: string): string {
  return join(home, 'undo', restore);
}

export function undoFolders(home: string): string[] {
  try {
    return readdirSync(join(home, 'undo')).filter((name) => ID_PATTERN.test(name));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** The name of every folder that holds what a restore replaced; never part of a backup. */
export function shelfName(restore: string): RawPath {
  return `.strongroom-undo-${restore}` as RawPath;
}

/** What a restore changes, line by line, written before it does: so that it can be taken back even if it is killed. */
export class UndoJournal {
  readonly about: UndoAbout;
  readonly #folder: string;
  readonly #fd: number;
  readonly #device: bigint;
  readonly #shelves = new Map<RawPath, RawPath | undefined>();
  readonly #sameDevice = new Map<RawPath, boolean>();
  #buffer: string[] = [];
  #bufferChars = 0;
  #last = 0;
  #failure: unknown;

  /** Throws what making its folder and first line throws. */
  constructor(home: string, about: Omit<UndoAbout, 'version'>) {
    this.about = { version: 1, ...about };
    this.#folder = undoFolder(home, about.restore);
    mkdirSync(join(this.#folder, shelfName(about.restore)), { recursive: true, mode: 0o700 });
    this.#device = statSync(this.#folder, { bigint: true }).dev;
    this.#fd = openSync(join(this.#folder, UNDER_WAY), 'wx', 0o600);
    this.#add(this.about);
    this.write();
    flush(this.#fd);
    flushFolder(this.#folder);
  }

  /** Where to keep what is at `place`: here where that is the same disk, else in the folder that is restored into. */
  keepFor(place: RawPath, root: RawPath): Keep {
    const name = String(this.#last + 1) as RawPath;
    const parent = parentOf(place);
    const besideShelf = joinRaw(parent, shelfName(this.about.restore));
    const beside = joinRaw(besideShelf, name);
    if (this.#isHere(parent)) {
      return { at: joinRaw(rawSource(join(this.#folder, shelfName(this.about.restore))), name), beside };
    }
    const shelf = this.#shelfIn(root === place ? parent : root) ?? this.#shelfIn(parent) ?? besideShelf;
    return { at: joinRaw(shelf, name), beside };
  }

  /** Answers the number by which `missed` takes it back. In the file for sure only after `write`. */
  note(made: Omit<Made, 'n'>): number {
    this.#add({ n: ++this.#last, ...made });
    return this.#last;
  }

  /** What was noted was not put in its place after all. */
  missed(n: number): void {
    this.#add({ missed: n });
  }

  noteFolder(place: RawPath): void {
    this.#add({ folder: place });
  }

  /** `durable`: also where the power fails. Throws what the disk says. */
  write(durable = false): void {
    if (this.#failure !== undefined) throw this.#failure;
    const text = this.#buffer.join('');
    this.#buffer = [];
    this.#bufferChars = 0;
    try {
      if (text !== '') writeFully(this.#fd, Buffer.from(text, 'utf8'));
      if (durable) flush(this.#fd);
    } catch (error) {
      // What came behind a torn line could not be read again.
      this.#failure = error;
      throw error;
    }
  }

  /** What could not be written any more only tells of files that were made. */
  close(): void {
    try {
      if (this.#failure === undefined) this.write(true);
    } finally {
      closeSync(this.#fd);
    }
  }

  #add(line: unknown): void {
    const text = `${JSON.stringify(line)}\n`;
    if (this.#failure !== undefined) throw this.#failure;
    this.#buffer.push(text);
    this.#bufferChars += text.length;
    if (this.#bufferChars > BUFFER_CHARS) this.write();
  }

  #isHere(parent: RawPath): boolean {
    let same = this.#sameDevice.get(parent);
    if (same === undefined) {
      same = statSync(fsPath(parent), { bigint: true }).dev === this.#device;
      this.#sameDevice.set(parent, same);
    }
    return same;
  }

  #shelfIn(folder: RawPath): RawPath | undefined {
    if (!this.#shelves.has(folder)) this.#shelves.set(folder, makeShelf(folder, shelfName(this.about.restore)));
    return this.#shelves.get(folder);
  }
}

function makeShelf(folder: RawPath, name: RawPath): RawPath | undefined {
  const shelf = joinRaw(folder, name);
  try {
    mkdirSync(fsPath(shelf), { recursive: true, mode: 0o700 });
    return shelf;
  } catch {
    return undefined;
  }
}

export function markEnded(folder: string): void {
  renameSync(join(folder, UNDER_WAY), join(folder, ENDED));
}

export function isUnderWay(folder: string): boolean {
  return existsSync(join(folder, UNDER_WAY));
}

export function removeJournal(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Undefined where there is no journal, or not even its first line. */
export function readAbout(folder: string): UndoAbout | undefined {
  for (const line of linesOf(folder)) return zAbout.safeParse(parsed(line)).data;
  return undefined;
}

export function readRecords(folder: string): UndoRecords | undefined {
  const about = readAbout(folder);
  if (!about) return undefined;
  const made = new Map<number, Made>();
  const folders: RawPath[] = [];
  for (const line of linesOf(folder)) {
    // A line that was torn at the end was about nothing that happened.
    const record = zLine.safeParse(parsed(line)).data;
    if (!record) continue;
    if ('folder' in record) folders.push(record.folder);
    else if ('missed' in record) made.delete(record.missed);
    else made.set(record.n, record);
  }
  return { about, made: [...made.values()], folders };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function* linesOf(folder: string): Generator<string> {
  const path = [ENDED, UNDER_WAY].map((name) => join(folder, name)).find((file) => existsSync(file));
  if (path === undefined) return;
  const fd = openSync(path, 'r');
  try {
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    let rest = Buffer.alloc(0);
    for (
      let read = readFully(fd, block, 0, BLOCK_BYTES, null);
      read > 0;
      read = readFully(fd, block, 0, BLOCK_BYTES, null)
    ) {
      const bytes = Buffer.concat([rest, block.subarray(0, read)]);
      const end = bytes.lastIndexOf(0x0a);
      rest = Buffer.from(bytes.subarray(end + 1));
      if (end >= 0) yield* bytes.toString('utf8', 0, end).split('\n');
    }
  } finally {
    closeSync(fd);
  }
}
