import { dirname } from 'node:path/posix';
import { errnoOf } from '../base/index.ts';
import type { SftpAddress } from './address.ts';
import type { Credentials } from './credentials.ts';
import type { Durability, PlaceEntry, PlaceSpace } from './place-contract.ts';
import { placeError } from './place-fault.ts';
import { type PacedFile, type RemoteDriver, SILENCE_MS } from './remote-driver.ts';
import { BegunFiles } from './begun-files.ts';
import { SftpConnection } from './sftp-connection.ts';
import { readRange } from './sftp-download.ts';
import {
  listFolder,
  makeFoldersBelow,
  makeRoot,
  removeFile,
  removeTree,
  renameNew,
  spaceOf,
  statOf,
} from './sftp-folders.ts';
import type { SftpLogin } from './sftp-login.ts';
import { bytesWriter, fileWriter, type NewFile, partName, writeNew } from './sftp-upload.ts';

/** Nobody has asked for anything for so long: the connection is given up until somebody does. */
const IDLE_MS = 60_000;
/** Whoever stops a file on its way hears of it by then, whatever the server does. */
const STOP_MS = 3_000;

/** Connects at first need. `knownHosts` is the path of the file of hosts that were met before. */
export function sftpDriver(
  address: SftpAddress,
  credentials: Credentials,
  knownHosts: string,
  {
    silenceMs = SILENCE_MS,
    wasMet = () => false,
  }: { readonly silenceMs?: number; readonly wasMet?: () => boolean } = {},
): RemoteDriver {
  return new SftpDriver({ address, credentials, knownHosts, silenceMs, wasMet });
}

class SftpDriver implements RemoteDriver {
  readonly canMoveFolders = true;
  readonly #login: SftpLogin;
  readonly #leftovers = new Set<string>();
  readonly #begun = new BegunFiles();
  #connection: SftpConnection | undefined;
  #opening: Promise<SftpConnection> | undefined;
  #calls = 0;
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(login: SftpLogin) {
    this.#login = login;
  }

  exists(): Promise<boolean> {
    return this.#use(async (connection) => (await statOf(connection, this.#path('')))?.isDirectory() ?? false);
  }

  list(folder: string): Promise<PlaceEntry[]> {
    return this.#use((connection) => listFolder(connection, this.#path(folder)));
  }

  size(name: string): Promise<number | undefined> {
    return this.#use(async (connection) => {
      const stats = await statOf(connection, this.#path(name));
      return stats?.isFile() ? stats.size : undefined;
    });
  }

  read(name: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#use((connection) => readRange(connection, this.#path(name), offset, length));
  }

  makeFolder(name: string): Promise<void> {
    return this.#use((connection) =>
      name === ''
        ? makeRoot(connection, this.#path(''))
        : makeFoldersBelow(connection, this.#path(''), this.#path(name)),
    );
  }

  put(name: string, bytes: Uint8Array): Promise<Durability> {
    const file = this.#newFile(name, bytes.length);
    return this.#use((connection) =>
      this.#orNothing(file, writeNew(connection, file, bytesWriter(connection, file, bytes))),
    );
  }

  send(name: string, sent: PacedFile, signal: AbortSignal): Promise<Durability> {
    const file = this.#begun.take(this.#path(name), sent) ?? this.#newFile(name, sent.size);
    const sending = this.#use(async (connection) => {
      if ((await statOf(connection, file.path)) !== undefined) throw placeError('EEXIST', file.path);
      return await writeNew(connection, file, fileWriter(connection, file, sent, signal));
    }).catch(async (error: unknown) => {
      // Whoever tries again goes on from there.
      if (errnoOf(error) === 'ENOTCONN' && !signal.aborted) this.#begun.keep(file, sent);
      else await this.#drop(file.part);
      throw error;
    });
    return stoppable(sending, signal, () => this.remove(name));
  }

  remove(name: string): Promise<void> {
    return this.#use((connection) => removeFile(connection, this.#path(name)));
  }

  removeFolder(name: string): Promise<void> {
    return this.#use((connection) => removeTree(connection, this.#path(name)));
  }

  moveFolder(from: string, to: string): Promise<void> {
    const [source, target] = [this.#path(from), this.#path(to)];
    return this.#use(async (connection) => {
      if ((await statOf(connection, target)) !== undefined) throw placeError('EEXIST', target);
      await makeFoldersBelow(connection, this.#path(''), dirname(target));
      await renameNew(connection, source, target);
    });
  }

  space(): Promise<PlaceSpace | undefined> {
    return this.#use((connection) => spaceOf(connection, this.#path('')));
  }

  lockedUntil(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    this.#connection?.close();
    await this.#opening?.catch(() => undefined);
  }

  #path(name: string): string {
    const { path } = this.#login.address;
    return name === '' ? path : `${path.replace(/\/$/, '')}/${name}`;
  }

  #newFile(name: string, size: number): NewFile {
    const path = this.#path(name);
    return { root: this.#path(''), part: partName(path), path, size, arrived: 0 };
  }

  async #use<T>(work: (connection: SftpConnection) => Promise<T>): Promise<T> {
    clearTimeout(this.#idle);
    this.#calls += 1;
    try {
      return await work(await this.#connected());
    } finally {
      this.#calls -= 1;
      if (this.#calls === 0) this.#idle = setTimeout(() => this.#connection?.close(), IDLE_MS).unref();
    }
  }

  #connected(): Promise<SftpConnection> {
    if (this.#isClosed) return Promise.reject(placeError('ENOTCONN', 'closed'));
    if (this.#connection && !this.#connection.isLost) return Promise.resolve(this.#connection);
    this.#opening ??= this.#connect().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #connect(): Promise<SftpConnection> {
    const connection = await SftpConnection.open(this.#login);
    if (this.#isClosed) {
      connection.close();
      throw placeError('ENOTCONN', 'closed');
    }
    this.#connection = connection;
    await this.#sweep(connection);
    return connection;
  }

  async #orNothing<T>(file: NewFile, writing: Promise<T>): Promise<T> {
    try {
      return await writing;
    } catch (error) {
      await this.#drop(file.part);
      throw error;
    }
  }

  /** A part that cannot be removed because the connection is lost is removed by the next one. */
  async #drop(part: string): Promise<void> {
    this.#leftovers.add(part);
    if (this.#connection) await this.#sweep(this.#connection);
  }

  async #sweep(connection: SftpConnection): Promise<void> {
    for (const part of this.#begun.givenUp()) this.#leftovers.add(part);
    for (const part of this.#leftovers) {
      try {
        await removeFile(connection, part);
      } catch {
        if (connection.isLost) return;
        // What the server does not let go has no name that anybody reads.
      }
      this.#leftovers.delete(part);
    }
  }
}

/** Settles `STOP_MS` after `signal` at the latest; what is done all the same after that is undone. */
function stoppable<T>(sending: Promise<T>, signal: AbortSignal, undo: () => Promise<void>): Promise<T> {
  return new Promise((resolve, reject) => {
    let patience: NodeJS.Timeout | undefined;
    const stop = (): void => {
      patience = setTimeout(() => {
        reject(placeError('ECANCELED', 'the server does not answer'));
        sending.then(undo).catch(() => undefined);
      }, STOP_MS);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    sending.then(resolve, reject).finally(() => {
      clearTimeout(patience);
      signal.removeEventListener('abort', stop);
    });
  });
}
