import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { passphraseTrouble } from '../../contract/index.ts';
import { EngineError } from '../base/index.ts';
import { ageLibrary } from './age-library.ts';
import { passphraseIdentity, passphraseRecipient } from './passphrase-key.ts';

/** Everything that opens an encrypted vault and proves who writes into it. */
export interface VaultKeys {
  readonly vault: string;
  /** `AGE-SECRET-KEY-1…`: opens every file of the vault. */
  readonly identity: string;
  /** `AGE-SECRET-KEY-1…`: what stands on the recovery kit; opens every file too, and the key file beside the passphrase's. */
  readonly recovery: string;
  /** 32 bytes, from which each computer's own key for seals is derived. */
  readonly macRoot: Buffer;
}

const MAC_ROOT_BYTES = 32;
export const KEY_FILE_MAX = 64 * 1024;
/** About a second and 256 MB for each guess (RFC 7914, N = 2^18). */
const SCRYPT_LOG_N = 18;

const zKeyFile = z.object({
  strongroom: z.literal('keys'),
  format: z.literal(1),
  vault: z.string(),
  identity: z.string(),
  recovery: z.string(),
  macRoot: z.base64().refine((text) => Buffer.from(text, 'base64').length === MAC_ROOT_BYTES),
});

export async function newVaultKeys(vault: string): Promise<VaultKeys> {
  const { generateX25519Identity } = await ageLibrary();
  const [identity, recovery] = await Promise.all([generateX25519Identity(), generateX25519Identity()]);
  return { vault, identity, recovery, macRoot: randomBytes(MAC_ROOT_BYTES) };
}

/** Public halves, `age1…`: what a computer needs to write. */
export async function recipientsOf({ identity, recovery }: VaultKeys): Promise<string[]> {
  const { identityToRecipient } = await ageLibrary();
  return Promise.all([identityToRecipient(identity), identityToRecipient(recovery)]);
}

/** As it is wrapped: accents and the like may be typed in two ways. Throws EngineError `passphrase-weak`. */
export function cleanPassphrase(passphrase: string): string {
  const clean = passphrase.normalize('NFC');
  const detail = passphraseTrouble(clean);
  if (detail !== undefined) throw new EngineError('passphrase-weak', { detail });
  return clean;
}

/** An age file that this passphrase opens. `logN` is for tests. */
export async function wrapForPassphrase(keys: VaultKeys, passphrase: string, logN = SCRYPT_LOG_N): Promise<Buffer> {
  const { Encrypter } = await ageLibrary();
  const encrypter = new Encrypter();
  encrypter.addRecipient(passphraseRecipient(passphrase, logN));
  return Buffer.from(await encrypter.encrypt(printKeys(keys)));
}

/** An age file that the recovery key opens. */
export async function wrapForRecovery(keys: VaultKeys): Promise<Buffer> {
  const { Encrypter, identityToRecipient } = await ageLibrary();
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(keys.recovery));
  return Buffer.from(await encrypter.encrypt(printKeys(keys)));
}

export type Secret = { readonly passphrase: string } | { readonly recoveryKey: string };

/** Undefined where the secret is another one. Throws for a file that is not whole. */
export async function unwrap(file: Uint8Array, secret: Secret): Promise<VaultKeys | undefined> {
  const { Decrypter } = await ageLibrary();
  const decrypter = new Decrypter();
  if ('passphrase' in secret) decrypter.addIdentity(passphraseIdentity(secret.passphrase.normalize('NFC')));
  else decrypter.addIdentity(secret.recoveryKey);
  let opened: Uint8Array;
  try {
    opened = await decrypter.decrypt(file);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('no identity matched')) return undefined;
    throw error;
  }
  const { vault, identity, recovery, macRoot } = zKeyFile.parse(JSON.parse(Buffer.from(opened).toString('utf8')));
  return { vault, identity, recovery, macRoot: Buffer.from(macRoot, 'base64') };
}

function printKeys({ vault, identity, recovery, macRoot }: VaultKeys): string {
  return `${JSON.stringify({ strongroom: 'keys', format: 1, vault, identity, recovery, macRoot: macRoot.toString('base64') })}\n`;
}
