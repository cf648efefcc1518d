import { RangeFile } from '../crypt/index.ts';
import { threadFacts } from './thread-facts.ts';

/** Stored files that a task reads from, each opened once. */
export class StoredFiles {
  readonly #files = new Map<string, RangeFile>();

  /** Less than `length` bytes only where the file ends. Throws what reading throws, and EngineError `set-damaged`, `key-needed`. */
  read(path: string, offset: number, length: number): Buffer<ArrayBuffer> {
    let file = this.#files.get(path);
    if (!file) {
      file = new RangeFile(path, { identities: threadFacts().identities ?? [] });
      this.#files.set(path, file);
    }
    return file.read(offset, length);
  }

  close(): void {
    for (const file of this.#files.values()) file.close();
  }
}
