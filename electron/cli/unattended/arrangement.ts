/** What a system's scheduler is to call. */
export interface Unattended {
  /** Program and arguments in front of the command. */
  readonly program: readonly string[];
  readonly home: string;
  /** Who it runs as; on Windows with the domain. */
  readonly user: string;
}

/** A file that a system's scheduler reads, and what tells it so. Commands are programs with their arguments; no shell reads them. */
export interface Arrangement {
  readonly files: readonly { readonly path: string; readonly content: string | Buffer }[];
  readonly install: readonly (readonly string[])[];
  /** Before the files go. */
  readonly remove: readonly (readonly string[])[];
  /** Ends with 0 where it is at work. */
  readonly status: readonly string[];
}

/** How often it looks; the schedules say what is due. */
export const EVERY_MINUTES = 5;

export function runDueOf({ program, home }: Unattended, event?: 'log-on' | 'shutdown'): string[] {
  return [...program, 'run-due', '--quiet', '--home', home, ...(event ? ['--event', event] : [])];
}

/** A name of its own for each data folder, so that two of them on one computer do not take each other's place. */
export function nameOf(home: string): string {
  let hash = 0;
  for (const char of home) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(36);
}
