import { createHmac, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, timingSafeEqual } from 'node:crypto';
import { bech32 } from '@scure/base';
import { openChunk } from './age-chunks.ts';

/** The header of an age v1 file (age-encryption.org/v1), read without waiting: readers of stored files are synchronous. */

/** Ours have some 400 bytes. */
export const HEADER_MAX = 16 * 1024;

const INTRO = 'age-encryption.org/v1\n';
const KEY_BYTES = 32;
const BODY_COLUMNS = 64;
const X25519_INFO = 'age-encryption.org/v1/X25519';
const WRAPPED_KEY_BYTES = 32;
const PRIVATE_DER = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_DER = Buffer.from('302a300506032b656e032100', 'hex');

/** An X25519 identity as its 32 secret bytes. */
export type Identity = Uint8Array;

interface Stanza {
  readonly args: readonly string[];
  readonly body: Buffer;
}

export interface AgeHeader {
  readonly stanzas: readonly Stanza[];
  /** The bytes that the MAC is made over: up to and with `---`. */
  readonly signed: Buffer;
  readonly mac: Buffer;
  /** Where the payload begins. */
  readonly length: number;
}

/** Not an age file as the format has it. The message tells what. */
export class AgeFormatError extends Error {}

/** Secret bytes of an `AGE-SECRET-KEY-1…`. Throws `AgeFormatError`. */
export function identityOf(secretKey: string): Identity {
  try {
    const { prefix, bytes } = bech32.decodeToBytes(secretKey);
    if (prefix.toUpperCase() === 'AGE-SECRET-KEY-' && bytes.length === KEY_BYTES) return bytes;
  } catch {
    // Told below.
  }
  throw new AgeFormatError('secret key');
}

/** `bytes` may go on behind the header. Throws `AgeFormatError`. */
export function parseHeader(bytes: Buffer): AgeHeader {
  const reader = new LineReader(bytes);
  if (`${reader.line()}\n` !== INTRO) throw new AgeFormatError('no age file');
  const stanzas: Stanza[] = [];
  for (;;) {
    const line = reader.line();
    if (line.startsWith('--- ')) {
      const mac = canonicalBase64(line.slice(4));
      if (mac.length !== KEY_BYTES) throw new AgeFormatError('header MAC');
      const length = reader.position;
      return { stanzas, signed: bytes.subarray(0, length - line.length - 1 + 3), mac, length };
    }
    stanzas.push(readStanza(line, reader));
  }
}

/** The file key, or undefined where none of the identities is meant. Throws `AgeFormatError` for a header that is not whole. */
export function openHeader(header: AgeHeader, identities: readonly Identity[]): Buffer | undefined {
  const kinds = header.stanzas.map(({ args }) => args[0]);
  if (kinds.includes('scrypt') && kinds.length > 1) throw new AgeFormatError('a passphrase beside other keys');
  for (const identity of identities) {
    for (const stanza of header.stanzas) {
      if (stanza.args[0] !== 'X25519') continue;
      const fileKey = unwrap(stanza, identity);
      if (!fileKey) continue;
      const macKey = Buffer.from(hkdfSync('sha256', fileKey, '', 'header', KEY_BYTES));
      const mac = createHmac('sha256', macKey).update(header.signed).digest();
      if (!timingSafeEqual(mac, header.mac)) throw new AgeFormatError('header MAC');
      return fileKey;
    }
  }
  return undefined;
}

function readStanza(line: string, reader: LineReader): Stanza {
  const [arrow, ...args] = line.split(' ');
  if (arrow !== '->' || args.length === 0 || args.some((arg) => !/^[\x21-\x7e]+$/.test(arg)))
    throw new AgeFormatError('stanza');
  let text = '';
  for (;;) {
    const part = reader.line();
    if (part.length > BODY_COLUMNS) throw new AgeFormatError('stanza body');
    text += part;
    // The last line is the one that is not full, and may be empty.
    if (part.length < BODY_COLUMNS) return { args, body: canonicalBase64(text) };
  }
}

function unwrap({ args, body }: Stanza, identity: Identity): Buffer | undefined {
  const share = args.length === 2 ? canonicalBase64(args[1] as string) : undefined;
  if (share?.length !== KEY_BYTES || body.length !== WRAPPED_KEY_BYTES) throw new AgeFormatError('X25519 stanza');
  const privateKey = createPrivateKey({ key: Buffer.concat([PRIVATE_DER, identity]), format: 'der', type: 'pkcs8' });
  const recipient = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_DER.length);
  const publicKey = createPublicKey({ key: Buffer.concat([PUBLIC_DER, share]), format: 'der', type: 'spki' });
  let shared: Buffer;
  try {
    shared = diffieHellman({ privateKey, publicKey });
  } catch {
    // OpenSSL refuses shares of low order, as the format demands.
    throw new AgeFormatError('X25519 share');
  }
  const salt = Buffer.concat([share, recipient]);
  const wrapKey = Buffer.from(hkdfSync('sha256', shared, salt, X25519_INFO, KEY_BYTES));
  return openChunk(wrapKey, Buffer.alloc(12), body);
}

/** Without padding, and no second spelling of the same bytes. */
function canonicalBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64').replaceAll('=', '') !== text) throw new AgeFormatError('base64');
  return bytes;
}

class LineReader {
  readonly #bytes: Buffer;
  position = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  line(): string {
    const end = this.#bytes.subarray(0, HEADER_MAX).indexOf(0x0a, this.position);
    if (end < 0) throw new AgeFormatError(this.#bytes.length >= HEADER_MAX ? 'header too long' : 'header ends early');
    const line = this.#bytes.toString('latin1', this.position, end);
    this.position = end + 1;
    return line;
  }
}
