import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EngineError, errnoOf, protectForHere, readSmallFile, unprotectHere, writeNewFile } from '../base/index.ts';

const zSecrets = z.object({
  /** Of the login at the mail server. */
  password: z.string().optional(),
  webhook: z.object({ url: z.string(), secret: z.string().optional() }).optional(),
});
export type Secrets = z.infer<typeof zSecrets>;

const FILE_MAX = 64 * 1024;

/**
 * What the channels must not tell anybody, in `keys` of the data folder: a file that only the user may read (and, on Windows, only on this
 * computer: DPAPI), because runs that nobody attends need it.
 */
export class ChannelSecrets {
  readonly #folder: string;

  constructor(home: string) {
    this.#folder = join(home, 'keys');
  }

  /** Nothing where nothing can be read: then whoever set it up types it again. */
  read(): Secrets {
    try {
      return zSecrets.parse(JSON.parse(unprotectHere(readSmallFile(this.#path, FILE_MAX)).toString('utf8')));
    } catch {
      return {};
    }
  }

  /** Throws EngineError `home-unusable`; then what was there is there still. */
  write(secrets: Secrets): void {
    const fresh = `${this.#path}.new`;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      rmSync(fresh, { force: true });
      writeNewFile(fresh, protectForHere(Buffer.from(JSON.stringify(secrets), 'utf8')));
      renameSync(fresh, this.#path);
    } catch (cause) {
      throw new EngineError('home-unusable', { subject: this.#path, detail: errnoOf(cause), cause });
    }
  }

  get #path(): string {
    return join(this.#folder, 'channels.secret');
  }
}
