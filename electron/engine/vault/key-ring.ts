import { EngineError } from '../base/index.ts';
import {
  type Identity,
  identityOf,
  machineMacKey,
  newAgeHead,
  openHeader,
  parseHeader,
  recipientsOf,
  type VaultKeys,
} from '../crypt/index.ts';
import { PlaceBook } from '../place/index.ts';
import type { KeyStore, WriteKeys } from './key-store.ts';

/** What can be done with an encrypted vault from here, now. */
export interface VaultAccess {
  /** Empty as long as nobody has given the passphrase or the recovery key. */
  readonly identities: readonly Identity[];
  /** Undefined where this computer has never been given what it takes to write. */
  readonly write: WriteKeys | undefined;
  /** For seals that this computer wrote, or any where the vault is open; undefined where it cannot be told. */
  macKeyOf(machine: string): Uint8Array | undefined;
}

/** The keys that this process holds: those to write from the store, those to read only from whoever typed them. */
export class KeyRing {
  readonly #store: KeyStore;
  readonly #machine: string;
  readonly #open = new Map<string, VaultKeys>();
  /** What the store holds, once it was asked; asked again only where it held nothing. */
  readonly #stored = new Map<string, WriteKeys>();

  /** Opens the places that vaults rest in; left out, only folders can be opened. */
  readonly places: PlaceBook;

  constructor(store: KeyStore, machine: string, places = new PlaceBook()) {
    this.places = places;
    this.#store = store;
    this.#machine = machine;
  }

  isOpen(vault: string): boolean {
    return this.#open.has(vault);
  }

  /** Whether this computer was ever given keys of that vault, even if they cannot be read now: it is never taken for one that is not encrypted. */
  hasWritten(vault: string): boolean {
    return this.canWrite(vault) || this.#store.has(vault);
  }

  /** Whether this computer can write encrypted sets into that vault. */
  canWrite(vault: string): boolean {
    return this.#writeKeys(vault) !== undefined;
  }

  accessTo(vault: string): VaultAccess {
    const write = this.#writeKeys(vault);
    const keys = this.#open.get(vault);
    return {
      identities: keys ? [identityOf(keys.identity)] : [],
      write,
      macKeyOf: (machine) =>
        keys ? machineMacKey(keys.macRoot, vault, machine) : machine === write?.machine ? write.macKey : undefined,
    };
  }

  /** From now on points of the vault can be opened here, and this computer can write into it also later, by itself. */
  async unlock(keys: VaultKeys): Promise<void> {
    this.#open.set(keys.vault, keys);
    const { vault, macRoot } = keys;
    const macKey = machineMacKey(macRoot, vault, this.#machine);
    const known = this.#writeKeys(vault);
    const write = { vault, machine: this.#machine, recipients: await recipientsOf(keys), macKey };
    const isSame = known?.machine === write.machine && known.macKey.equals(macKey);
    if (isSame && known.recipients.join(' ') === write.recipients.join(' ')) return;
    this.#stored.delete(vault);
    this.#store.write(write);
    try {
      await demandUsable(this.#store.read(vault), keys);
    } catch (error) {
      // A later run would take them as they are.
      this.#store.remove(vault);
      throw error;
    }
    this.#stored.set(vault, write);
  }

  #writeKeys(vault: string): WriteKeys | undefined {
    const stored = this.#stored.get(vault) ?? this.#store.read(vault);
    if (stored) this.#stored.set(vault, stored);
    return stored;
  }

  /** What has been typed here, to be handed to other processes of this computer. */
  held(): VaultKeys[] {
    return [...this.#open.values()];
  }

  /** Keys that another process of this computer has opened, and stored what there was to store. */
  hold(keys: VaultKeys): void {
    this.#open.set(keys.vault, keys);
    this.#stored.delete(keys.vault);
  }

  lock(vault: string): void {
    this.#open.delete(vault);
  }

  /** Throws EngineError `key-needed`. */
  keysOf(vault: string, place: string): VaultKeys {
    const keys = this.#open.get(vault);
    if (!keys) throw new EngineError('key-needed', { subject: place });
    return keys;
  }
}

/**
 * What is stored here must make files that the vault's keys open: a run that nobody attends reads back with the key of each file and
 * would not notice. Throws EngineError `read-back-differs`.
 */
async function demandUsable(stored: WriteKeys | undefined, keys: VaultKeys): Promise<void> {
  const trial = stored && parseHeader((await newAgeHead(stored.recipients)).bytes);
  const opens = (secretKey: string): boolean =>
    trial !== undefined && openHeader(trial, [identityOf(secretKey)]) !== undefined;
  if (!opens(keys.identity) || !opens(keys.recovery))
    throw new EngineError('read-back-differs', { subject: keys.vault, detail: 'keys of this computer' });
}
