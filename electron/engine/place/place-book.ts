import { sep } from 'node:path';
import { EngineError } from '../base/index.ts';
import { type Address, parseAddress, printAddress } from './address.ts';
import { type Credentials, readCredentials } from './credentials.ts';
import { FolderPlace } from './folder-place.ts';
import { hostName, KnownHosts } from './known-hosts.ts';
import type { SendRate } from './place-calls.ts';
import type { Place } from './place-contract.ts';
import { RemotePlace } from './remote-place.ts';
import { type ShareConnections } from './share-connection.ts';
import { shareOf } from './share-port.ts';

export interface PlaceBookFacts {
  /** File with the keys of hosts that have been met. */
  readonly knownHosts: string;
  /** Path of the credentials file of a place that is known; its address is spelled as `printAddress` does. */
  readonly remembered: (address: string) => string | undefined;
  /** Addresses that vaults were opened at. */
  readonly known?: () => readonly string[];
  /** How fast files may go to places on other computers, asked each time one is opened. */
  readonly rate?: () => SendRate | undefined;
  /** Where the system connects to network shares itself it has none. */
  readonly shares?: ShareConnections | undefined;
}

/** Opens places with what they ask for: from the files that were given now, or are remembered. */
export class PlaceBook {
  readonly #facts: PlaceBookFacts;
  readonly #given = new Map<string, string>();

  /** Without facts only folders can be opened, and what is given credentials for. */
  constructor(facts: PlaceBookFacts = { knownHosts: '', remembered: () => undefined }) {
    this.#facts = facts;
  }

  /** Connections to network shares that are made meanwhile are dropped once all such work has ended, however it ended. */
  during<T>(work: () => Promise<T>): Promise<T> {
    const { shares } = this.#facts;
    return shares ? shares.during(work) : work();
  }

  /** From now on this file is for that place and what is below it. */
  give(place: string, credentialsFile: string | undefined): void {
    if (credentialsFile !== undefined) this.#given.set(printAddress(parseAddress(place)), credentialsFile);
  }

  /** Path of the file that a place is opened with. */
  credentialsFile(place: string): string | undefined {
    const address = parseAddress(place);
    for (const [given, file] of [...this.#given].reverse()) if (isWithin(parseAddress(given), address)) return file;
    return this.#facts.remembered(printAddress(address));
  }

  /** Fingerprint of the computer behind an SFTP address, once it has answered; undefined for any other place. */
  hostKey(place: string): string | undefined {
    const address = parseAddress(place);
    if (address.kind !== 'sftp') return undefined;
    return this.#hosts().keysOf(hostName(address.host, address.port)).at(-1)?.fingerprint;
  }

  /** The next computer that answers there is taken for the right one. */
  forgetHostKey(place: string): void {
    const address = parseAddress(place);
    if (address.kind === 'sftp') this.#hosts().forget(hostName(address.host, address.port));
  }

  #hosts(): KnownHosts {
    return new KnownHosts(this.#facts.knownHosts);
  }

  /**
   * Connects to nothing yet, but to a network share that has credentials. Throws EngineError `place-unsupported`, `place-holds-secret`,
   * `credentials-needed`, `credentials-unreadable`, and what `ShareConnections` throws.
   */
  open(place: string): Place {
    const address = parseAddress(place);
    if (address.kind === 'folder') {
      this.#connect(address.path);
      return new FolderPlace(address.path);
    }
    const file = this.credentialsFile(place);
    const credentials = file === undefined ? {} : readCredentials(file);
    demandEnough(address, credentials);
    return new RemotePlace({
      address,
      credentials,
      knownHosts: this.#facts.knownHosts,
      rate: this.#facts.rate?.(),
      wasMet: this.#wasMet(address),
    });
  }

  #wasMet(address: Address): boolean {
    if (address.kind !== 'sftp') return false;
    const host = hostName(address.host, address.port);
    return (this.#facts.known?.() ?? []).some((place) => {
      const known = parseAddress(place);
      return known.kind === 'sftp' && hostName(known.host, known.port) === host;
    });
  }

  /** Without credentials the system uses those that the user has signed in with. */
  #connect(path: string): void {
    const { shares } = this.#facts;
    const share = shares && shareOf(path);
    const file = share && this.credentialsFile(path);
    if (!file) return;
    const { username, password } = readCredentials(file);
    if (username === undefined || password === undefined)
      throw new EngineError('credentials-needed', { subject: path, detail: 'username, password' });
    shares.connect(share, { username, password });
  }
}

function isWithin(outer: Address, inner: Address): boolean {
  if (outer.kind === 'folder' && inner.kind === 'folder')
    return isBelow(...([outer, inner].map(({ path }) => plainPath(path)) as [string, string]));
  if (outer.kind === 'sftp' && inner.kind === 'sftp')
    return (
      printAddress({ ...outer, path: '/' }) === printAddress({ ...inner, path: '/' }) && isBelow(outer.path, inner.path)
    );
  if (outer.kind === 's3' && inner.kind === 's3')
    return (
      printAddress({ ...outer, prefix: '' }) === printAddress({ ...inner, prefix: '' }) &&
      isBelow(outer.prefix, inner.prefix)
    );
  return false;
}

/** Names of Windows are the same in whatever case. */
function plainPath(path: string): string {
  return sep === '/' ? path : path.toLowerCase().replaceAll(sep, '/').replace(/\/$/, '');
}

function isBelow(outer: string, inner: string): boolean {
  return outer === '' || inner === outer || inner.startsWith(`${outer.replace(/\/$/, '')}/`);
}

function demandEnough(address: Address, { password, privateKeyFile, accessKeyId, secretAccessKey }: Credentials): void {
  const isEnough =
    address.kind === 'sftp'
      ? password !== undefined || privateKeyFile !== undefined
      : accessKeyId !== undefined && secretAccessKey !== undefined;
  const detail = address.kind === 'sftp' ? 'password | privateKeyFile' : 'accessKeyId, secretAccessKey';
  if (!isEnough) throw new EngineError('credentials-needed', { subject: printAddress(address), detail });
}
