/**
 * What Windows knows of connections to network shares without a drive letter. `share` is `\\server\share`. A connection is of the user's
 * whole session, not of this process: it stays when the process ends, and whoever is signed in can use it meanwhile.
 */
export interface SharePort {
  /** Whether there is one now, whoever has made it. Asks the system's own table and no server. */
  has(share: string): boolean;
  /** Answers a number of Windows (WinError.h); 0: it is made, until the user signs out or `cancel`. Waits for the server. */
  add(share: string, login: ShareLogin): number;
  /** Never by force: where somebody has a file of it open, it stays and 2401 is the answer. */
  cancel(share: string): number;
}

export interface ShareLogin {
  /** `name`, `DOMAIN\name` or `name@domain`. */
  readonly username: string;
  readonly password: string;
}

/** `\\server\share` of a path on a network share, as it is spelled there; undefined of every other path. */
export function shareOf(path: string): string | undefined {
  const [, server, share] = /^(?:\\\\\?\\UNC\\|[\\/]{2}(?![?.][\\/]))([^\\/]+)[\\/]+([^\\/]+)/i.exec(path) ?? [];
  return server && share ? `\\\\${server}\\${share}` : undefined;
}
