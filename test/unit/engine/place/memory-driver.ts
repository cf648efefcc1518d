import { readFileSync } from 'node:fs';
import type { PlaceEntry } from '../../../../electron/engine/place/index.ts';
import { placeError } from '../../../../electron/engine/place/place-fault.ts';
import type { PacedFile, RemoteDriver } from '../../../../electron/engine/place/remote-driver.ts';

/** Breaks off before a call is done, or after it, when nobody hears of it any more. */
type Fault = 'before' | 'after';

/** A place in memory whose line breaks as `faults` say, one for each call; afterwards it holds. */
export class MemoryDriver implements RemoteDriver {
  readonly canMoveFolders = true;
  readonly files = new Map<string, Buffer>();
  readonly calls: string[] = [];
  readonly #faults: (Fault | undefined)[];

  constructor(...faults: (Fault | undefined)[]) {
    this.#faults = faults;
  }

  exists(): Promise<boolean> {
    return this.#call('exists', () => true);
  }

  list(folder: string): Promise<PlaceEntry[]> {
    return this.#call('list', () =>
      this.#below(folder).map((name) => ({ name: name.slice(folder.length + 1), isFolder: false, size: 0 })),
    );
  }

  size(name: string): Promise<number | undefined> {
    return this.#call('size', () => this.files.get(name)?.length);
  }

  read(name: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#call('read', () => {
      const bytes = this.files.get(name);
      if (!bytes) throw placeError('ENOENT', name);
      return new Uint8Array(bytes.subarray(offset, offset + length));
    });
  }

  makeFolder(): Promise<void> {
    return this.#call('makeFolder', () => undefined);
  }

  put(name: string, bytes: Uint8Array): Promise<'flushed'> {
    return this.#call('put', () => this.#add(name, Buffer.from(bytes)));
  }

  async send(name: string, file: PacedFile, signal: AbortSignal): Promise<'flushed'> {
    await file.pace?.(file.size, signal);
    return this.#call('send', () => this.#add(name, readFileSync(file.path)));
  }

  remove(name: string): Promise<void> {
    return this.#call('remove', () => void this.files.delete(name));
  }

  removeFolder(name: string): Promise<void> {
    return this.#call('removeFolder', () => {
      for (const each of this.#below(name)) this.files.delete(each);
    });
  }

  moveFolder(from: string, to: string): Promise<void> {
    return this.#call('moveFolder', () => {
      if (this.#below(to).length > 0) throw placeError('EEXIST', to);
      if (this.#below(from).length === 0) throw placeError('ENOENT', from);
      for (const name of this.#below(from)) {
        this.files.set(`${to}${name.slice(from.length)}`, this.files.get(name) as Buffer);
        this.files.delete(name);
      }
    });
  }

  space(): Promise<undefined> {
    return this.#call('space', () => undefined);
  }

  lockedUntil(): Promise<undefined> {
    return this.#call('lockedUntil', () => undefined);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #add(name: string, bytes: Buffer): 'flushed' {
    if (this.files.has(name)) throw placeError('EEXIST', name);
    this.files.set(name, bytes);
    return 'flushed';
  }

  #below(folder: string): string[] {
    return [...this.files.keys()].filter((name) => name.startsWith(`${folder}/`));
  }

  async #call<T>(name: string, work: () => T): Promise<T> {
    this.calls.push(name);
    const fault = this.#faults.shift();
    if (fault === 'before') throw placeError('ENOTCONN', name);
    const made = work();
    if (fault === 'after') throw placeError('ENOTCONN', name);
    return made;
  }
}
