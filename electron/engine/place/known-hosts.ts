import { createHash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { errnoOf, flush, flushFolder, readFully, readSmallFile, writeFully } from '../base/index.ts';

const FILE_MAX = 4 * 1024 * 1024;
const FORGOTTEN = 'forgotten';

export interface HostKey {
  /** `ssh-ed25519` and the like. */
  readonly algorithm: string;
  readonly base64: string;
  /** `SHA256:...`, as other programs show it, too. */
  readonly fingerprint: string;
}

/** Of the bytes that a server calls its key, which begin with the length and the name of its algorithm. */
export function hostKeyOf(bytes: Uint8Array): HostKey {
  const key = Buffer.from(bytes);
  const length = key.length < 4 ? 0 : key.readUInt32BE(0);
  const algorithm = key.toString('latin1', 4, 4 + length);
  const digest = createHash('sha256').update(key).digest('base64').replace(/=+$/, '');
  return {
    algorithm: /^[\w.@-]{1,64}$/.test(algorithm) ? algorithm : 'unknown',
    base64: key.toString('base64'),
    fingerprint: `SHA256:${digest}`,
  };
}

/** `host:port`, as it stands in the file. */
export function hostName(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host.toLowerCase()}:${port}`;
}

/**
 * Which computers answered before: a file of lines `host:port algorithm key fingerprint`, to which lines are only ever added. A line
 * `host:port forgotten` takes back those above it.
 */
export class KnownHosts {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Empty for a host that was never met. Throws where the file is there and cannot be read: nobody is met twice for the first time. */
  keysOf(host: string): HostKey[] {
    let keys: HostKey[] = [];
    for (const line of this.#lines()) {
      const [name, algorithm, base64, fingerprint] = line.split(' ');
      if (name !== host) continue;
      if (algorithm === FORGOTTEN) keys = [];
      else if (algorithm && base64 && fingerprint) keys.push({ algorithm, base64, fingerprint });
    }
    return keys;
  }

  /** Whether somebody let its keys be forgotten, and none was remembered since. */
  isForgotten(host: string): boolean {
    const last = this.#lines()
      .map((line) => line.split(' '))
      .findLast(([name]) => name === host);
    return last?.[1] === FORGOTTEN;
  }

  /** Durable when it returns. */
  remember(host: string, key: HostKey): void {
    this.#append(`${host} ${key.algorithm} ${key.base64} ${key.fingerprint}`);
  }

  /** The next computer that answers is taken for the right one. */
  forget(host: string): void {
    if (!this.isForgotten(host)) this.#append(`${host} ${FORGOTTEN}`);
  }

  #lines(): string[] {
    try {
      return readSmallFile(this.#path, FILE_MAX).toString('utf8').split('\n');
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  #append(line: string): void {
    const isNew = !existsSync(this.#path);
    if (isNew) mkdirSync(dirname(this.#path), { recursive: true });
    const fd = openSync(this.#path, 'a+', 0o600);
    try {
      // A power cut may have left half a line at the end.
      const last = Buffer.alloc(1);
      const size = fstatSync(fd).size;
      const isTorn = size > 0 && readFully(fd, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a;
      writeFully(fd, Buffer.from(`${isTorn ? '\n' : ''}${line}\n`));
      flush(fd);
    } finally {
      closeSync(fd);
    }
    if (isNew) flushFolder(dirname(this.#path));
  }
}
