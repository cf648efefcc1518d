import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EngineError, errnoOf, protectForHere, readSmallFile, unprotectHere, writeNewFile } from '../base/index.ts';

/** What a computer needs to write into an encrypted vault, and no more: nothing of this opens a file of it. */
export interface WriteKeys {
  readonly vault: string;
  readonly machine: string;
  /** `age1…`, public; kept from others all the same: whoever knows them can make files that look like ours. */
  readonly recipients: readonly string[];
  readonly macKey: Buffer;
}

const FILE_MAX = 64 * 1024;
const zWriteKeys = z.object({
  vault: z.string(),
  machine: z.string(),
  recipients: z.array(z.string()).min(1),
  macKey: z.base64(),
});

/**
 * This computer's own keys, for runs that nobody attends: files that only the user may read (and, on Windows, only on this
 * computer: DPAPI), in `keys` of the data folder.
 */
export class KeyStore {
  readonly #folder: string;

  constructor(home: string) {
    this.#folder = join(home, 'keys');
  }

  /** Undefined where there are none, or none that can be read: the passphrase brings them back. */
  read(vault: string): WriteKeys | undefined {
    try {
      const stored = unprotectHere(readSmallFile(this.#path(vault), FILE_MAX));
      const { macKey, ...keys } = zWriteKeys.parse(JSON.parse(stored.toString('utf8')));
      return keys.vault === vault ? { ...keys, macKey: Buffer.from(macKey, 'base64') } : undefined;
    } catch {
      return undefined;
    }
  }

  /** Whether anything was kept for that vault, be it unreadable now. */
  has(vault: string): boolean {
    return existsSync(this.#path(vault));
  }

  remove(vault: string): void {
    rmSync(this.#path(vault), { force: true });
  }

  /** Throws EngineError `home-unusable`. */
  write({ macKey, ...keys }: WriteKeys): void {
    const text = JSON.stringify({ ...keys, macKey: macKey.toString('base64') });
    const path = this.#path(keys.vault);
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      this.remove(keys.vault);
      writeNewFile(path, protectForHere(Buffer.from(text, 'utf8')));
    } catch (cause) {
      throw new EngineError('home-unusable', { subject: path, detail: errnoOf(cause), cause });
    }
  }

  #path(vault: string): string {
    return join(this.#folder, `${vault}.key`);
  }
}
