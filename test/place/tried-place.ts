import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errnoOf } from '../../electron/engine/base/index.ts';
import type { Durability, Place, SentFile } from '../../electron/engine/place/index.ts';
import type { RemoteDriver } from '../../electron/engine/place/remote-driver.ts';

/** What the suite can try: with waiting or without. */
export type TriedPlace = Place | RemoteDriver;

export interface PlaceUnderTest {
  /** The place of a name that no test has used before, for the first user or for a second, who shares nothing with the first. */
  open(name: string, user: 0 | 1): TriedPlace;
  end(): Promise<void>;
}

export interface PlaceKind {
  readonly name: string;
  /** What it says of a file that it has taken. */
  readonly durability: Durability;
  /** False where folders are only what names have in common. */
  readonly hasFolders: boolean;
  /** False where an empty file comes only some time after it was closed. */
  readonly keepsEmpty?: boolean;
  /** How many files of one folder are tried where a thousand would take minutes. */
  readonly manyFiles?: number;
  /** What of the contract this place only keeps in its own way, or not at all: said whenever it is tried. */
  readonly limits?: readonly string[];
  /** Why it cannot be tried here. */
  readonly why?: string | undefined;
  begin(): Promise<PlaceUnderTest>;
}

export const LARGE_BYTES = 20 * 1024 * 1024 + 17;
export const unstopped = new AbortController().signal;

/** Where a test of the suite is, and what it needs again and again. */
export class Tried {
  readonly kind: PlaceKind;
  readonly local = mkdtempSync(join(tmpdir(), 'strongroom-place-'));
  readonly large: SentFile;
  #begun: PlaceUnderTest | undefined;
  #count = 0;
  place!: TriedPlace;

  constructor(kind: PlaceKind) {
    this.kind = kind;
    this.large = this.file('large', randomBytes(LARGE_BYTES));
  }

  async begin(): Promise<void> {
    this.#begun = await this.kind.begin();
  }

  async end(): Promise<void> {
    await this.#begun?.end();
    rmSync(this.local, { recursive: true });
  }

  async next(): Promise<void> {
    this.#count += 1;
    this.place = this.unmade();
    await this.place.makeFolder('');
  }

  /** The same place as another user has it. */
  other(): TriedPlace {
    return this.#open(`place-${this.#count}`, 1);
  }

  unmade(name = `place-${this.#count}`): TriedPlace {
    return this.#open(name, 0);
  }

  file(name: string, bytes: Buffer): SentFile {
    const path = join(this.local, name);
    writeFileSync(path, bytes);
    return { path, size: bytes.length, sha256: sha256(bytes) };
  }

  /** Every file with its size. */
  async tree(folder = ''): Promise<string[]> {
    const lines: string[] = [];
    for (const { name, isFolder, size } of await this.place.list(folder)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (!isFolder) lines.push(`${path} ${size}`);
      else lines.push(...(await this.tree(path)));
    }
    return lines.toSorted();
  }

  async whole(name: string): Promise<Buffer> {
    const size = (await this.place.size(name)) ?? 0;
    return Buffer.from(await this.place.read(name, 0, size));
  }

  #open(name: string, user: 0 | 1): TriedPlace {
    if (!this.#begun) throw new Error('not begun');
    return this.#begun.open(name, user);
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The code of what a call throws, with waiting or without; '' where it throws nothing. */
export async function codeOf(call: () => unknown): Promise<string> {
  try {
    await call();
    return '';
  } catch (error) {
    return errnoOf(error) || String(error);
  }
}
