import type { PlaceLock } from '../../contract/index.ts';
import type { RemoteAddress } from './address.ts';
import { printAddress } from './address.ts';
import type { OpenFacts } from './place-calls.ts';
import type { Durability, Place, PlaceEntry, PlaceSpace, SentFile } from './place-contract.ts';
import { ask, askLater, openRemote } from './place-thread.ts';

/** A place on another computer: everything is asked of the place thread. */
export class RemotePlace implements Place {
  readonly address: string;
  readonly kind: RemoteAddress['kind'];
  readonly canMoveFolders: boolean;
  readonly #lockDays: number | undefined;

  constructor(facts: OpenFacts) {
    this.address = printAddress(facts.address);
    this.kind = facts.address.kind;
    // An object store has no folders, only names that look like it.
    this.canMoveFolders = this.kind !== 's3';
    this.#lockDays = facts.address.kind === 's3' ? facts.address.lockDays : undefined;
    openRemote(this.address, facts);
  }

  exists(): boolean {
    return ask(this.address, 'exists');
  }

  localPath(): undefined {
    return undefined;
  }

  list(folder: string): PlaceEntry[] {
    return ask(this.address, 'list', folder);
  }

  size(name: string): number | undefined {
    return ask(this.address, 'size', name);
  }

  read(name: string, offset: number, length: number): Buffer<ArrayBuffer> {
    const bytes = ask(this.address, 'read', name, offset, length);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  makeFolder(name: string): void {
    ask(this.address, 'makeFolder', name);
  }

  put(name: string, bytes: Uint8Array): Durability {
    return ask(this.address, 'put', name, bytes);
  }

  send(name: string, { path, size, sha256, onProgress }: SentFile, signal?: AbortSignal): Promise<Durability> {
    return askLater(this.address, 'send', [name, { path, size, sha256 }], { signal, onProgress });
  }

  remove(name: string): void {
    ask(this.address, 'remove', name);
  }

  removeFolder(name: string): void {
    ask(this.address, 'removeFolder', name);
  }

  moveFolder(from: string, to: string): void {
    ask(this.address, 'moveFolder', from, to);
  }

  /** Nothing: there a server has rules of its own. */
  protect(): void {}

  space(): PlaceSpace | undefined {
    return ask(this.address, 'space');
  }

  lockOf(name: string): PlaceLock | undefined {
    if (this.#lockDays === undefined) return undefined;
    const wish = { days: this.#lockDays };
    try {
      const until = ask(this.address, 'lockedUntil', name);
      return { ...wish, ...(until && { until: until.toISOString() }) };
    } catch {
      return wish;
    }
  }
}
