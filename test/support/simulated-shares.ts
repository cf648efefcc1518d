import type { ShareLogin, SharePort } from '../../electron/engine/place/share-port.ts';

/** As WinError.h calls them. */
export const NUMBER = {
  badPath: 53,
  badName: 67,
  logon: 1326,
  otherUser: 1219,
  notConnected: 2250,
  inUse: 2401,
} as const;

interface Server {
  /** Passwords by user. */
  readonly users: Readonly<Record<string, string>>;
  /** Users that each share lets in. */
  readonly shares: Readonly<Record<string, readonly string[]>>;
}

/** The connections of a user's session, as Windows keeps them: one user at a time for a server, and a count for each share. */
export class SimulatedShares implements SharePort {
  readonly #servers: Readonly<Record<string, Server>>;
  readonly #users = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  /** Shares of which somebody has a file open. */
  readonly inUse = new Set<string>();
  readonly calls: string[] = [];

  constructor(servers: Readonly<Record<string, Server>>) {
    this.#servers = servers;
  }

  has(share: string): boolean {
    return this.#counts.has(share.toLowerCase());
  }

  add(share: string, { username, password }: ShareLogin): number {
    this.calls.push(`add ${share} ${username}`);
    const [server, name] = partsOf(share);
    const known = this.#servers[server];
    if (!known) return NUMBER.badPath;
    const current = this.#users.get(server);
    if (current !== undefined && current !== username) return NUMBER.otherUser;
    if (known.users[username] !== password) return NUMBER.logon;
    if (!known.shares[name]?.includes(username)) return NUMBER.badName;
    this.#users.set(server, username);
    this.#counts.set(share.toLowerCase(), (this.#counts.get(share.toLowerCase()) ?? 0) + 1);
    return 0;
  }

  cancel(share: string): number {
    this.calls.push(`cancel ${share}`);
    const key = share.toLowerCase();
    const count = this.#counts.get(key);
    if (count === undefined) return NUMBER.notConnected;
    if (this.inUse.has(key)) return NUMBER.inUse;
    if (count > 1) this.#counts.set(key, count - 1);
    else this.#counts.delete(key);
    const [server] = partsOf(share);
    if (![...this.#counts.keys()].some((each) => partsOf(each)[0] === server)) this.#users.delete(server);
    return 0;
  }

  canRead(share: string): boolean {
    const [server, name] = partsOf(share);
    const user = this.#users.get(server);
    return user !== undefined && this.#servers[server]?.shares[name]?.includes(user) === true;
  }
}

function partsOf(share: string): [server: string, name: string] {
  const [server = '', name = ''] = share.toLowerCase().slice(2).split('\\');
  return [server, name];
}
