import type { SentFile } from './place-contract.ts';
import type { NewFile } from './sftp-upload.ts';

/** Nobody tries again after so long. */
const KEPT_MS = 10 * 60_000;

interface BegunFile {
  readonly file: NewFile;
  readonly sha256: string;
  readonly at: number;
}

/** Files whose sending was broken off, by their final paths: of a large one the next try need not begin anew. */
export class BegunFiles {
  readonly #begun = new Map<string, BegunFile>();

  keep(file: NewFile, { sha256 }: SentFile): void {
    this.#begun.set(file.path, { file, sha256, at: performance.now() });
  }

  /** What has arrived of the same file, for the one who goes on with it. */
  take(path: string, { size, sha256 }: SentFile): NewFile | undefined {
    const begun = this.#begun.get(path);
    if (begun?.sha256 !== sha256 || begun.file.size !== size) return undefined;
    this.#begun.delete(path);
    return begun.file;
  }

  /** Parts that nobody has gone on with. They are forgotten here. */
  givenUp(): string[] {
    const old = [...this.#begun.values()].filter(({ at }) => performance.now() - at > KEPT_MS);
    for (const { file } of old) this.#begun.delete(file.path);
    return old.map(({ file }) => file.part);
  }
}
