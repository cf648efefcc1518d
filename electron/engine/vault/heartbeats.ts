import { HEARTBEAT_MAX, type Heartbeat, parseHeartbeat, printHeartbeat, type SealProof } from '../archive/index.ts';
import { EngineError, errnoOf, ID_PATTERN } from '../base/index.ts';
import { AgeFormatError, isMacOf, macOf, openSmall, sealSmall } from '../crypt/index.ts';
import { type Place, type PlaceEntry, unreachable } from '../place/index.ts';
import type { VaultAccess } from './key-ring.ts';
import { isMissing, readWhole, removeBegun } from './place-files.ts';

const MACHINES = 'machines';
const NAME = /^heartbeat-([1-9][0-9]{0,8})\.json(\.age)?$/;
const NUMBER_MAX = 999_999_999;
/** Of files that are no heartbeats, a reader looks at no more than so many before it gives up. */
const LOOKED_AT_MAX = 8;
/** Two processes of one computer may want the same number at the same moment. */
const TRIES = 5;

/** What a computer last said: `locked` where it cannot be opened here, `newer` where a newer program wrote it. */
export type Heard =
  | { readonly kind: 'read'; readonly heartbeat: Heartbeat }
  | { readonly kind: 'none' | 'locked' | 'damaged' | 'newer' };

/**
 * What the computers of a vault say of themselves. A file is never replaced: a new one gets the next number, the highest that is
 * whole counts, and older ones go once it has been read back. Nothing in such a file can do more than be wrong about its computer.
 */
export class Heartbeats {
  readonly #place: Place;
  readonly #vault: string;
  readonly #access: VaultAccess | undefined;

  /** `access`: of an encrypted vault. */
  constructor(place: Place, vault: string, access: VaultAccess | undefined) {
    this.#place = place;
    this.#vault = vault;
    this.#access = access;
  }

  /** Ids of all computers that have a folder in the vault. Throws EngineError. */
  machines(): string[] {
    return this.#list(MACHINES)
      .filter(({ name, isFolder }) => isFolder && ID_PATTERN.test(name))
      .map(({ name }) => name)
      .sort();
  }

  /** Throws EngineError where the place cannot be reached, and nothing for whatever the files hold. */
  read(machine: string): Heard {
    let trouble: Heard = { kind: 'none' };
    for (let left = TRIES; left > 0; left--) {
      let isOutdated = false;
      for (const file of this.#files(machine).slice(0, LOOKED_AT_MAX)) {
        const heard = this.#readFile(machine, file);
        if (heard === 'gone') isOutdated = true;
        else if (heard.kind === 'read' || heard.kind === 'locked') return heard;
        else if (trouble.kind === 'none' || heard.kind === 'newer') trouble = heard;
      }
      // Its computer has put a new one in its place meanwhile.
      if (!isOutdated) break;
    }
    return trouble;
  }

  /** Throws what the place throws, and EngineError `key-needed`, `read-back-differs`. */
  async write(content: Omit<Heartbeat, 'strongroom' | 'format' | 'requires' | 'vault' | 'number'>): Promise<void> {
    for (let left = TRIES; ; left--) {
      const number = this.#nextNumber(content.machine);
      const bytes = await this.#print({ ...content, vault: this.#vault, number });
      const name = this.#path(content.machine, number);
      try {
        this.#place.put(name, bytes);
      } catch (error) {
        if (left > 1 && errnoOf(error) === 'EEXIST') continue;
        throw error;
      }
      this.#demandSame(name, bytes);
      this.#tidy(content.machine, number);
      return;
    }
  }

  #tidy(machine: string, number: number): void {
    const older = this.#files(machine).filter((file) => file.number < number);
    for (const { name } of older) this.#place.remove(`${MACHINES}/${machine}/${name}`);
    removeBegun(this.#place, `${MACHINES}/${machine}`, (name) => NAME.test(name));
  }

  /** Whoever planted the last number must not keep a computer silent. */
  #nextNumber(machine: string): number {
    const files = this.#files(machine);
    const number = (files[0]?.number ?? 0) + 1;
    if (number <= NUMBER_MAX) return number;
    for (const { name } of files) this.#place.remove(`${MACHINES}/${machine}/${name}`);
    return 1;
  }

  async #print(content: Parameters<typeof printHeartbeat>[0]): Promise<Buffer> {
    if (!this.#access) return printHeartbeat(content);
    const { write } = this.#access;
    if (!write) throw new EngineError('key-needed', { subject: this.#place.address });
    const prove = (line: string): SealProof => ({ machine: write.machine, mac: macOf(write.macKey, line) });
    return await sealSmall(write.recipients, printHeartbeat(content, prove));
  }

  #demandSame(name: string, bytes: Buffer): void {
    if (this.#place.read(name, 0, bytes.length + 1).equals(bytes)) return;
    this.#place.remove(name);
    throw new EngineError('read-back-differs', { subject: name });
  }

  #readFile(machine: string, { name, number, size }: HeartbeatFile): Heard | 'gone' {
    if (size > HEARTBEAT_MAX) return { kind: 'damaged' };
    let bytes: Buffer;
    try {
      bytes = readWhole(this.#place, `${MACHINES}/${machine}/${name}`, HEARTBEAT_MAX);
    } catch (error) {
      if (error instanceof EngineError) throw error;
      return isMissing(error) ? 'gone' : { kind: 'damaged' };
    }
    try {
      const opened = this.#access ? openSmall(bytes, this.#access.identities) : bytes;
      if (!opened) return { kind: this.#access?.identities.length === 0 ? 'locked' : 'damaged' };
      const { heartbeat, line, proof } = parseHeartbeat(opened);
      const isItsOwn = heartbeat.vault === this.#vault && heartbeat.machine === machine && heartbeat.number === number;
      return isItsOwn && this.#isProven(machine, line, proof) ? { kind: 'read', heartbeat } : { kind: 'damaged' };
    } catch (error) {
      if (error instanceof EngineError) return { kind: error.code === 'set-newer' ? 'newer' : 'damaged' };
      if (error instanceof AgeFormatError) return { kind: 'damaged' };
      throw error;
    }
  }

  /** Whoever can read an encrypted vault can also tell who wrote into it. */
  #isProven(machine: string, line: string, proof: SealProof | undefined): boolean {
    if (!this.#access) return proof === undefined;
    const key = this.#access.macKeyOf(machine);
    return proof?.machine === machine && key !== undefined && isMacOf(key, line, proof.mac);
  }

  #path(machine: string, number: number): string {
    return `${MACHINES}/${machine}/heartbeat-${number}.json${this.#access ? '.age' : ''}`;
  }

  #list(folder: string): PlaceEntry[] {
    try {
      return this.#place.list(folder);
    } catch (cause) {
      const { address } = this.#place;
      throw (
        unreachable(cause, address) ??
        new EngineError('vault-unavailable', { subject: address, detail: errnoOf(cause), cause })
      );
    }
  }

  /** Newest first. In an encrypted vault only encrypted ones, else only others. */
  #files(machine: string): HeartbeatFile[] {
    return this.#list(`${MACHINES}/${machine}`)
      .flatMap(({ name, isFolder, size }) => {
        const found = isFolder ? undefined : NAME.exec(name);
        const isEncrypted = found?.[2] !== undefined;
        return found && isEncrypted === (this.#access !== undefined) ? [{ name, size, number: Number(found[1]) }] : [];
      })
      .sort((a, b) => b.number - a.number);
  }
}

interface HeartbeatFile {
  readonly name: string;
  readonly size: number;
  readonly number: number;
}
