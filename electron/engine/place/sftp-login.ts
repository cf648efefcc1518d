import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import ssh2, { type AnyAuthMethod, type CipherAlgorithm, type Client, type ServerHostKeyAlgorithm } from 'ssh2';
import { errnoOf } from '../base/index.ts';
import type { SftpAddress } from './address.ts';
import type { Credentials } from './credentials.ts';
import { type HostKey, hostKeyOf, hostName, KnownHosts } from './known-hosts.ts';
import { placeError } from './place-fault.ts';

export interface SftpLogin {
  readonly address: SftpAddress;
  readonly credentials: Credentials;
  /** Path of the file of hosts that were met before. */
  readonly knownHosts: string;
  readonly silenceMs: number;
  /** Whether something of ours is on that computer, so that its key was known once. */
  readonly wasMet: () => boolean;
}

export interface LoggedIn {
  readonly client: Client;
  readonly socket: Socket;
}

/** Those that the processor does by itself. */
const FAST_CIPHERS: CipherAlgorithm[] = ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com'];

/**
 * Connects, finds out whether it is the computer that was there before, and says who asks. Throws ENOTCONN, EHOSTKEY, EAUTH, EPROTO.
 * A host that was never met is remembered before it is told any secret.
 */
export async function logIn(login: SftpLogin): Promise<LoggedIn> {
  const methods = waysIn(login);
  const socket = await reach(login);
  const client = new ssh2.Client();
  try {
    await greet(client, socket, login, methods);
    return { client, socket };
  } catch (error) {
    client.destroy();
    socket.destroy();
    throw error;
  }
}

/** With a socket of our own: the library leaves Nagle's algorithm on, which costs 40 ms a request. */
function reach({ address, silenceMs }: SftpLogin): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const where = hostName(address.host, address.port);
    const socket = connect({ host: address.host, port: address.port, noDelay: true, keepAlive: true });
    const fail = (error: Error): void => {
      socket.destroy();
      reject(placeError('ENOTCONN', `${where}: ${error.message}`, error));
    };
    const silence = setTimeout(() => fail(new Error('no answer')), silenceMs);
    socket.once('error', fail);
    socket.once('connect', () => {
      clearTimeout(silence);
      socket.off('error', fail);
      resolve(socket);
    });
    socket.once('close', () => clearTimeout(silence));
  });
}

function greet(client: Client, socket: Socket, login: SftpLogin, methods: AnyAuthMethod[]): Promise<void> {
  const { address, silenceMs } = login;
  const host = hostName(address.host, address.port);
  const known = new KnownHosts(login.knownHosts);
  const before = known.keysOf(host);
  const isFirst = before.length === 0 && (known.isForgotten(host) || !login.wasMet());
  let shown: HostKey | undefined;
  return new Promise((resolve, reject) => {
    client.once('ready', resolve);
    // Stays for as long as the client lives: an error without a listener would end the process.
    client.on('error', (error) => reject(loginFault(error, { host, shown, before, isFirst })));
    client.once('close', () => reject(placeError('ENOTCONN', `${host}: connection closed`)));
    // The server has proved by then that the key is its own.
    client.once('handshake', () => {
      if (shown !== undefined && isFirst) remember(known, host, shown, reject);
    });
    client.connect({
      sock: socket,
      username: address.user,
      authHandler: methods,
      readyTimeout: silenceMs,
      keepaliveInterval: Math.ceil(silenceMs / 4),
      // Whoever uses the connection watches what is heard of it.
      keepaliveCountMax: Number.MAX_SAFE_INTEGER,
      algorithms: {
        cipher: { prepend: FAST_CIPHERS, append: [], remove: [] },
        serverHostKey: { prepend: before.flatMap(signaturesOf), append: [], remove: [] },
      },
      hostVerifier: (bytes: Buffer) => {
        const key = hostKeyOf(bytes);
        shown = key;
        return isFirst || before.some(({ base64 }) => base64 === key.base64);
      },
    });
  });
}

function remember(known: KnownHosts, host: string, key: HostKey, reject: (error: unknown) => void): void {
  try {
    known.remember(host, key);
  } catch (error) {
    reject(error);
  }
}

/** A server with several keys is asked for the one that is known. */
function signaturesOf({ algorithm }: HostKey): ServerHostKeyAlgorithm[] {
  if (algorithm === 'ssh-rsa') return ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'];
  const others: ServerHostKeyAlgorithm[] = [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
  ];
  return others.filter((each) => each === algorithm);
}

/** Throws EAUTH where the credentials cannot even be tried. */
function waysIn({ address, credentials }: SftpLogin): AnyAuthMethod[] {
  const username = address.user;
  const { password, passphrase, privateKeyFile } = credentials;
  const methods: AnyAuthMethod[] = [];
  if (privateKeyFile !== undefined) {
    methods.push({ type: 'publickey', username, key: privateKey(privateKeyFile, passphrase) });
  }
  if (password !== undefined) {
    methods.push({ type: 'password', username, password });
    // Some servers ask for the password as if a person were there.
    methods.push({
      type: 'keyboard-interactive',
      username,
      prompt: (_name, _instructions, _language, prompts, finish) => finish(prompts.map(() => password)),
    });
  }
  if (methods.length === 0) throw placeError('EAUTH', 'neither a password nor a private key is given');
  return methods;
}

function privateKey(file: string, passphrase: string | undefined): ssh2.ParsedKey {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw placeError('EAUTH', `private key file: ${errnoOf(cause)}`);
  }
  const parsed = ssh2.utils.parseKey(bytes, passphrase);
  if (parsed instanceof Error) throw placeError('EAUTH', `private key file: ${parsed.message}`);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key === undefined || !key.isPrivateKey()) throw placeError('EAUTH', 'private key file: holds no private key');
  return key;
}

interface Greeting {
  readonly host: string;
  readonly shown: HostKey | undefined;
  readonly before: readonly HostKey[];
  readonly isFirst: boolean;
}

function loginFault(error: Error, { host, shown, before, isFirst }: Greeting): Error {
  if (shown !== undefined && !isFirst && before.every(({ base64 }) => base64 !== shown.base64)) {
    // None where the file of known hosts was lost: whoever took it away may be who answers.
    const known = before.map(({ fingerprint }) => fingerprint).join(', ') || 'lost';
    const fault = placeError('EHOSTKEY', `${host} shows ${shown.fingerprint}, known is ${known}`, error);
    return Object.assign(fault, { fingerprint: shown.fingerprint });
  }
  const level = 'level' in error ? error.level : undefined;
  const detail = `${host}: ${error.message}`;
  if (level === 'client-authentication' || /authentication failures/i.test(error.message)) {
    return placeError('EAUTH', detail, error);
  }
  return placeError(level === 'handshake' ? 'EPROTO' : 'ENOTCONN', detail, error);
}
