import { createHash } from 'node:crypto';
import { EngineError } from '../base/index.ts';
import { IN_USE, OTHER_USER, shareError } from './share-fault.ts';
import type { ShareNotes } from './share-notes.ts';
import type { ShareLogin, SharePort } from './share-port.ts';

export interface ShareConnectionDeps {
  readonly port: SharePort;
  readonly notes: ShareNotes;
  /** Whether the share can be read as things are. */
  readonly canRead: (share: string) => boolean;
}

const DROPS_MAX = 20;

interface Held {
  readonly share: string;
  /** Of what it was connected with. */
  readonly print: string;
  /** One that was there before is the user's: it stays. */
  readonly isOurs: boolean;
}

/**
 * Connections to network shares, made at first need with what the credentials file says and dropped once nobody of this process works any
 * more, however that ended. Neither a drive letter nor a password is left behind, and no connection of the user is touched.
 */
export class ShareConnections {
  readonly #deps: ShareConnectionDeps;
  readonly #held = new Map<string, Held>();
  #working = 0;

  constructor(deps: ShareConnectionDeps) {
    this.#deps = deps;
  }

  /** What is connected meanwhile stays so until the last of all that work here has ended. */
  async during<T>(work: () => T | Promise<T>): Promise<T> {
    this.#working += 1;
    try {
      return await work();
    } finally {
      this.#working -= 1;
      if (this.#working === 0) this.#dropAll();
    }
  }

  /**
   * Waits for the server. Throws EngineError `credentials-wrong`, `share-not-allowed`, `share-unknown`, `share-other-user`,
   * `share-too-many`, `vault-unavailable`.
   */
  connect(share: string, login: ShareLogin): void {
    const print = createHash('sha256')
      .update(JSON.stringify([login.username, login.password]))
      .digest('hex');
    const held = this.#held.get(share.toLowerCase());
    if (held?.print === print) return;
    const isOurs = held ? this.#again(held, login) : this.#first(share, login);
    this.#held.set(share.toLowerCase(), { share, print, isOurs });
  }

  #first(share: string, login: ShareLogin): boolean {
    const { port, notes } = this.#deps;
    const wasOurs = notes.isOurs(share);
    const isUsers = port.has(share) && !wasOurs;
    if (isUsers) {
      this.#demandReadable(share);
      return false;
    }
    // Whoever is about to drop it sees first that it is needed.
    notes.write(share);
    try {
      return this.#add(share, login);
    } catch (error) {
      notes.remove(share);
      throw error;
    }
  }

  /** With other words than before: they are tried, and what works here meanwhile keeps what it has. */
  #again({ share, isOurs }: Held, login: ShareLogin): boolean {
    const number = this.#deps.port.add(share, login);
    if (number !== 0) throw shareError(number, share);
    return isOurs;
  }

  /** Whether it is ours now. */
  #add(share: string, login: ShareLogin): boolean {
    const { port, notes } = this.#deps;
    const number = port.add(share, login);
    if (number === 0) return true;
    if (number !== OTHER_USER) throw shareError(number, share);
    // The user is connected to that server under another name, perhaps by a drive letter: as long as that opens the share it will do.
    this.#demandReadable(share);
    notes.remove(share);
    return false;
  }

  #demandReadable(share: string): void {
    if (!this.#deps.canRead(share))
      throw new EngineError('share-other-user', { subject: share, detail: `Windows ${OTHER_USER}` });
  }

  #dropAll(): void {
    const { notes } = this.#deps;
    for (const { share, isOurs } of this.#held.values()) {
      // In use by somebody else it keeps its note: whoever works with it next drops it.
      const isLeft = isOurs && !notes.isUsedByOthers(share) && !this.#drop(share);
      if (!isLeft) notes.remove(share);
    }
    this.#held.clear();
  }

  /** Windows counts how often it was made, by processes that are gone, too. */
  #drop(share: string): boolean {
    const { port } = this.#deps;
    for (let count = 0; count < DROPS_MAX; count++) {
      if (port.cancel(share) === IN_USE) return false;
      if (!port.has(share)) return true;
    }
    return true;
  }
}
