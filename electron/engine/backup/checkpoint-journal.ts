import { closeSync, fstatSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type ChunkRef, parseChecked, printChecked, type Seal } from '../archive/index.ts';
import { EngineError, flush, flushFolder, type RawPath, readFully, writeFully } from '../base/index.ts';
import { sha256 } from '../chunk/index.ts';
import type { Stat } from '../scan/index.ts';

/** What a run stands on. It can be gone on with only by one that stands on the same. */
export interface RunFacts {
  readonly vault: string;
  readonly plan: string;
  readonly kind: Seal['kind'];
  /** Digest of the parent's seal. */
  readonly parent: string | null;
  /** Digest of what the plan's definition says about content. */
  readonly definition: string;
}

/** A large file of which a part is in the volumes; `chunks` are those of this set, in order. */
export interface OpenFile {
  readonly path: RawPath;
  readonly at: RawPath;
  readonly stat: Stat;
  readonly chunks: readonly ChunkRef[];
}

export interface Checkpoint {
  /** All whole, flushed and read back. */
  readonly volumes: Seal['volumes'];
  readonly durable: boolean;
  readonly direct: boolean;
  /** Manifest segments since the checkpoint before, as they are stored; their contents rest in `volumes` or in older sets. */
  readonly segments: readonly Buffer[];
  /** What no segment has yet. Takes the place of that of the checkpoint before. */
  readonly pending: Buffer | undefined;
  /** `known`: how many of its chunks the checkpoints before have told. */
  readonly open: (OpenFile & { readonly known: number }) | undefined;
}

interface Head extends Omit<Checkpoint, 'segments' | 'pending'> {
  readonly facts: RunFacts;
  readonly startedAt: string;
  readonly bootedAt: number;
  readonly segments: readonly number[];
  readonly pending: number;
  readonly payload: string;
}

export interface ReadJournal extends Pick<Head, 'facts' | 'startedAt' | 'bootedAt' | 'volumes' | 'durable' | 'direct'> {
  readonly path: string;
  /** Where the frames of its segments stand, in the order of paths. */
  readonly frames: readonly { readonly offset: number; readonly length: number }[];
  readonly open: OpenFile | undefined;
}

/**
 * What one attempt at a set has brought behind it: a file in the data folder, to which each checkpoint appends a block (a
 * checked line, then frames) and flushes it. A block that is not whole was never written.
 */
export class CheckpointJournal {
  readonly #path: string;
  readonly #about: Pick<Head, 'facts' | 'startedAt' | 'bootedAt'>;
  #fd: number | undefined;

  constructor(path: string, about: Pick<Head, 'facts' | 'startedAt' | 'bootedAt'>) {
    this.#path = path;
    this.#about = about;
  }

  /** Throws what the system says. */
  append({ segments, pending, ...checkpoint }: Checkpoint): void {
    const frames = Buffer.concat(pending ? [...segments, pending] : segments);
    const head: Head = {
      ...this.#about,
      ...checkpoint,
      segments: segments.map((segment) => segment.length),
      pending: pending?.length ?? 0,
      payload: sha256(frames),
    };
    if (this.#fd === undefined) {
      const folder = join(this.#path, '..');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      this.#fd = openSync(this.#path, 'wx', 0o600);
      flushFolder(folder);
    }
    writeFully(this.#fd, printChecked(head));
    writeFully(this.#fd, frames);
    flush(this.#fd);
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }
}

/** Everything up to the last whole block; undefined where there is none. */
export function readJournal(path: string): ReadJournal | undefined {
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    let last: Head | undefined;
    const frames: { offset: number; length: number }[] = [];
    const chunks: ChunkRef[] = [];
    let end = 0;
    for (let block = readBlock(fd, 0, size); block; block = readBlock(fd, end, size)) {
      const { head, payloadAt } = block;
      if (head.open && head.open.known > chunks.length) break;
      chunks.length = head.open?.known ?? 0;
      for (const chunk of head.open?.chunks ?? []) chunks.push(chunk);
      end = payloadAt;
      for (const length of head.segments) {
        frames.push({ offset: end, length });
        end += length;
      }
      end += head.pending;
      last = head;
    }
    if (!last) return undefined;
    if (last.pending > 0) frames.push({ offset: end - last.pending, length: last.pending });
    return { ...last, path, frames, open: last.open && { ...last.open, chunks } };
  } finally {
    closeSync(fd);
  }
}

const LINE_BYTES = 64 * 1024;

function readBlock(fd: number, at: number, size: number): { head: Head; payloadAt: number } | undefined {
  const lines = readLines(fd, at, size, 2);
  if (!lines) return undefined;
  try {
    const head = parseChecked(lines).value as Head;
    const payloadAt = at + lines.length;
    const length = head.segments.reduce((sum, each) => sum + each, head.pending);
    if (payloadAt + length > size) return undefined;
    const payload = Buffer.allocUnsafe(length);
    readFully(fd, payload, 0, length, payloadAt);
    return sha256(payload) === head.payload ? { head, payloadAt } : undefined;
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}

/** Undefined where the file ends before so many lines do. */
function readLines(fd: number, at: number, size: number, count: number): Buffer | undefined {
  let bytes = Buffer.alloc(0);
  for (let ends = 0, looked = 0; ; ) {
    const next = Buffer.allocUnsafe(Math.min(Math.max(LINE_BYTES, bytes.length), size - at - bytes.length));
    if (next.length === 0) return undefined;
    readFully(fd, next, 0, next.length, at + bytes.length);
    bytes = Buffer.concat([bytes, next]);
    for (let end = bytes.indexOf(10, looked); end >= 0; end = bytes.indexOf(10, looked)) {
      looked = end + 1;
      if (++ends === count) return bytes.subarray(0, looked);
    }
    looked = bytes.length;
  }
}

/** The journals of one plan: a file for each attempt at a set, `<set>.<attempt>.journal`. */
export class JournalFolder {
  readonly #path: string;

  constructor(home: string, plan: string) {
    this.#path = join(home, 'checkpoints', plan);
  }

  /** Attempts at a set, oldest first. */
  attempts(set: string): string[] {
    return this.#names()
      .filter((name) => name.startsWith(`${set}.`))
      .sort((a, b) => attemptOf(a) - attemptOf(b))
      .map((name) => join(this.#path, name));
  }

  next(set: string): string {
    const last = this.#names()
      .filter((name) => name.startsWith(`${set}.`))
      .reduce((most, name) => Math.max(most, attemptOf(name)), 0);
    return join(this.#path, `${set}.${last + 1}.journal`);
  }

  /** Removes those of all sets but one. */
  keepOnly(set: string | undefined): void {
    for (const name of this.#names())
      if (set === undefined || !name.startsWith(`${set}.`)) rmSync(join(this.#path, name), { force: true });
  }

  #names(): string[] {
    try {
      return readdirSync(this.#path).filter((name) => NAME.test(name));
    } catch {
      return [];
    }
  }
}

const NAME = /^[a-z0-9]+\.\d+\.journal$/;

function attemptOf(name: string): number {
  return Number(name.split('.')[1]);
}
