import { mkdirSync } from 'node:fs';
import { EngineError, errnoOf } from '../base/index.ts';
import {
  KEY_FILE_MAX,
  type Secret,
  unwrap,
  type VaultKeys,
  wrapForPassphrase,
  wrapForRecovery,
} from '../crypt/index.ts';
import { type Place, placeError } from '../place/index.ts';
import { readWhole } from './place-files.ts';
import { writing } from './writing.ts';

const FOLDER = 'keys';
const NAME = /^vault-([1-9][0-9]{0,5})\.(passphrase|recovery)\.age$/;

type Kind = 'passphrase' | 'recovery';

/**
 * The folder `keys` of an encrypted vault: the same keys behind the passphrase and behind the recovery key. A file is never
 * replaced: a new one gets the next number, the highest that is whole counts, and older ones go once it has been opened.
 */
export class KeyFiles {
  static readonly folder = FOLDER;
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  /** Throws EngineError `key-wrong`, `keys-damaged`. */
  async open(vaultId: string, secret: Secret): Promise<VaultKeys> {
    const kind = 'passphrase' in secret ? 'passphrase' : 'recovery';
    let trouble = 'no such file';
    for (const { name } of this.#files(kind)) {
      try {
        const keys = await unwrap(readWhole(this.#place, nameOf(name), KEY_FILE_MAX), secret);
        // An older one would open with a passphrase that was taken back.
        if (!keys) throw new EngineError('key-wrong', { subject: this.#place.address });
        // Every computer that writes knows for whom to encrypt, and could put keys of its own here: only what holds the secret is ours.
        if ('recoveryKey' in secret && keys.recovery !== secret.recoveryKey) trouble = `${name}: of another key`;
        else if (keys.vault === vaultId) return keys;
        else trouble = `${name}: of another vault`;
      } catch (error) {
        if (error instanceof EngineError) throw error;
        trouble = `${name}: ${errnoOf(error) || 'damaged'}`;
      }
    }
    throw new EngineError('keys-damaged', { subject: this.#place.address, detail: trouble });
  }

  /** For a new vault. Throws where the folder is there: two computers that make a vault here must not remove each other's. */
  begin(): void {
    const path = this.#place.localPath(FOLDER);
    writing(this.#place.address, () => {
      // The system lets one of two do it. Elsewhere the first key file says who was there before.
      if (path !== undefined) mkdirSync(path);
      else if (this.areThere) throw placeError('EEXIST', FOLDER);
    });
  }

  /** Both files of a new vault, opened again with what they were closed with. */
  async write(keys: VaultKeys, passphrase: string, logN?: number): Promise<void> {
    await this.setPassphrase(keys, passphrase, logN);
    await this.#add('recovery', await wrapForRecovery(keys), keys, { recoveryKey: keys.recovery });
  }

  async setPassphrase(keys: VaultKeys, passphrase: string, logN?: number): Promise<void> {
    await this.#add('passphrase', await wrapForPassphrase(keys, passphrase, logN), keys, { passphrase });
  }

  /** Whether any is there, whatever it is worth: only an encrypted vault has some. */
  get areThere(): boolean {
    return this.#files().length > 0;
  }

  recoveryNumber(): number {
    return this.#files('recovery')[0]?.number ?? 0;
  }

  /** Nothing older goes before the new one was read from the place and opened. */
  async #add(kind: Kind, file: Buffer, keys: VaultKeys, secret: Secret): Promise<void> {
    const older = this.#files(kind);
    const name = `vault-${(older[0]?.number ?? 0) + 1}.${kind}.age`;
    // Whoever planted the last number must not have the new file go unseen, and the older ones go for it.
    if (!NAME.test(name)) throw new EngineError('keys-damaged', { subject: this.#place.address, detail: name });
    const path = nameOf(name);
    writing(this.#place.address, () => this.#place.put(path, file));
    const again = await unwrap(readWhole(this.#place, path, KEY_FILE_MAX), secret).catch(() => undefined);
    if (again?.identity !== keys.identity || !again.macRoot.equals(keys.macRoot)) {
      this.#place.remove(path);
      throw new EngineError('read-back-differs', { subject: path });
    }
    writing(this.#place.address, () => {
      for (const { name } of older) this.#place.remove(nameOf(name));
    });
  }

  /** The newest of each kind, as they are: a copy of the vault opens with the same secrets. */
  copyTo(place: Place): void {
    writing(place.address, () => {
      for (const kind of ['passphrase', 'recovery'] as const) {
        const [newest] = this.#files(kind);
        if (newest) place.put(nameOf(newest.name), readWhole(this.#place, nameOf(newest.name), KEY_FILE_MAX));
      }
    });
  }

  /** Newest first. */
  #files(kind?: Kind): { name: string; number: number }[] {
    return this.#place
      .list(FOLDER)
      .flatMap(({ name }) => {
        const found = NAME.exec(name);
        return found && (!kind || found[2] === kind) ? [{ name, number: Number(found[1]) }] : [];
      })
      .sort((a, b) => b.number - a.number);
  }
}

function nameOf(file: string): string {
  return `${FOLDER}/${file}`;
}
