import { randomBytes } from 'node:crypto';
import type { Identity, Recipient } from 'age-encryption';
import { openChunk, sealChunk, TAG_BYTES } from './age-chunks.ts';
import { AgeFormatError } from './age-header.ts';
import { ageLibrary } from './age-library.ts';
import { scryptHash } from './scrypt-hash.ts';

/**
 * The passphrase stanza of age, with Node's own scrypt: on a thread of its own and three times as fast as in JavaScript, which makes
 * whoever waits for it wait less, and whoever guesses not.
 */

const LABEL = 'age-encryption.org/v1/scrypt';
const SALT_BYTES = 16;
const FILE_KEY_BYTES = 16;
const NONCE = Buffer.alloc(12);
/** More is refused before any work: a planted file must not hold the computer up. */
const LOG_N_MAX = 20;

export function passphraseRecipient(passphrase: string, logN: number): Recipient {
  return {
    wrapFileKey: async (fileKey) => {
      const { Stanza } = await ageLibrary();
      const salt = randomBytes(SALT_BYTES);
      const body = Buffer.alloc(FILE_KEY_BYTES + TAG_BYTES);
      sealChunk(await keyFrom(passphrase, salt, logN), NONCE, [fileKey], body);
      return [new Stanza(['scrypt', unpadded(salt), String(logN)], body)];
    },
  };
}

/** Throws `AgeFormatError` for a stanza that is none, and for one that would cost too much. */
export function passphraseIdentity(passphrase: string): Identity {
  return {
    unwrapFileKey: async (stanzas) => {
      const [stanza, ...others] = stanzas.filter(({ args }) => args[0] === 'scrypt');
      if (!stanza) return null;
      if (others.length > 0 || stanzas.length > 1) throw new AgeFormatError('a passphrase beside other keys');
      const [, text = '', work = ''] = stanza.args;
      const salt = Buffer.from(text, 'base64');
      const isWhole = stanza.args.length === 3 && salt.length === SALT_BYTES && unpadded(salt) === text;
      if (!isWhole || stanza.body.length !== FILE_KEY_BYTES + TAG_BYTES || !/^[1-9][0-9]?$/.test(work))
        throw new AgeFormatError('passphrase stanza');
      if (Number(work) > LOG_N_MAX) throw new AgeFormatError('passphrase that costs too much');
      return openChunk(await keyFrom(passphrase, salt, Number(work)), NONCE, stanza.body) ?? null;
    },
  };
}

function keyFrom(passphrase: string, salt: Uint8Array, logN: number): Promise<Buffer> {
  return scryptHash(passphrase, Buffer.concat([Buffer.from(LABEL), salt]), logN);
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
