import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError, errnoOf, flushFolder, readSmallFile, writeNewFile } from '../base/index.ts';
import {
  KEY_FILE_MAX,
  type Secret,
  unwrap,
  type VaultKeys,
  wrapForPassphrase,
  wrapForRecovery,
} from '../crypt/index.ts';
import { writing } from './writing.ts';

const NAME = /^vault-([1-9][0-9]{0,5})\.(passphrase|recovery)\.age$/;

type Kind = 'passphrase' | 'recovery';

/**
 * The folder `keys` of an encrypted vault: the same keys behind the passphrase and behind the recovery key. A file is never
 * replaced: a new one gets the next number, the highest that is whole counts, and older ones go once it has been opened.
 */
export class KeyFiles {
  readonly #vaultPath: string;
  readonly path: string;

  constructor(vaultPath: string) {
    this.#vaultPath = vaultPath;
    this.path = join(vaultPath, 'keys');
  }

  /** Throws EngineError `key-wrong`, `keys-damaged`. */
  async open(vaultId: string, secret: Secret): Promise<VaultKeys> {
    const kind = 'passphrase' in secret ? 'passphrase' : 'recovery';
    let trouble = 'no such file';
    for (const { name } of this.#files(kind)) {
      try {
        const keys = await unwrap(readSmallFile(join(this.path, name), KEY_FILE_MAX), secret);
        // An older one would open with a passphrase that was taken back.
        if (!keys) throw new EngineError('key-wrong', { subject: this.#vaultPath });
        // Every computer that writes knows for whom to encrypt, and could put keys of its own here: only what holds the secret is ours.
        if ('recoveryKey' in secret && keys.recovery !== secret.recoveryKey) trouble = `${name}: of another key`;
        else if (keys.vault === vaultId) return keys;
        else trouble = `${name}: of another vault`;
      } catch (error) {
        if (error instanceof EngineError) throw error;
        trouble = `${name}: ${errnoOf(error) || 'damaged'}`;
      }
    }
    throw new EngineError('keys-damaged', { subject: this.#vaultPath, detail: trouble });
  }

  /** For a new vault. Throws where the folder is there: two computers that make a vault here must not remove each other's. */
  begin(): void {
    writing(this.#vaultPath, () => mkdirSync(this.path));
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
    if (!NAME.test(name)) throw new EngineError('keys-damaged', { subject: this.#vaultPath, detail: name });
    const path = join(this.path, name);
    writing(this.#vaultPath, () => {
      writeNewFile(path, file);
      flushFolder(this.path);
      flushFolder(this.#vaultPath);
    });
    const again = await unwrap(readSmallFile(path, KEY_FILE_MAX), secret).catch(() => undefined);
    if (again?.identity !== keys.identity || !again.macRoot.equals(keys.macRoot)) {
      rmSync(path, { force: true });
      throw new EngineError('read-back-differs', { subject: path });
    }
    writing(this.#vaultPath, () => {
      for (const { name } of older) rmSync(join(this.path, name));
      flushFolder(this.path);
    });
  }

  /** Newest first. */
  #files(kind?: Kind): { name: string; number: number }[] {
    if (!existsSync(this.path)) return [];
    return readdirSync(this.path)
      .flatMap((name) => {
        const found = NAME.exec(name);
        return found && (!kind || found[2] === kind) ? [{ name, number: Number(found[1]) }] : [];
      })
      .sort((a, b) => b.number - a.number);
  }
}
