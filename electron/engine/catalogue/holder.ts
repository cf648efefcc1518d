import { readFileSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { type Holder, zHolder } from '../../contract/index.ts';
import { now } from '../base/index.ts';

/** What a lease is held for; `plan` is its name. */
export type Task = Pick<Holder, 'verb' | 'plan' | 'by'>;

/** Written beside a lease by who has just taken it, and true as long as it is held. */
export function noteHolder(path: string, task: Task | undefined): void {
  const holder = task && { ...task, since: now().toISOString(), user: userName(), computer: hostname() };
  writeFileSync(path, JSON.stringify({ pid: process.pid, holder }), { mode: 0o600 });
}

/** For a lease that somebody else holds. Nothing is known where it cannot be read, as in the moment before it is written. */
export function readHolder(path: string): { detail: string; holder?: Holder } {
  try {
    const { pid, holder } = JSON.parse(readFileSync(path, 'utf8')) as { pid?: unknown; holder?: unknown };
    const known = zHolder.safeParse(holder);
    return { detail: `pid ${String(pid)}`, ...(known.success && { holder: known.data }) };
  } catch {
    return { detail: '' };
  }
}

/** Undefined for a user that the system has no name for. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
