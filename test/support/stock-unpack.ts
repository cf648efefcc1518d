import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setFolder } from './vault-files.ts';

/** What of a tree tar gives back to whoever it runs as. */
export const asUnpacked = { keepsSpecialBits: true, withoutOwners: process.getuid?.() !== 0 };

/** A set's volumes in their order. */
export function volumesOf(vault: string, setId: string): string[] {
  const folder = setFolder(vault, setId);
  const names = readdirSync(folder).filter((name) => name.startsWith('data-'));
  return names.sort().map((name) => join(folder, name));
}

/** Unpacks a full set into a folder with what every rescue disk has; answers where the source's tree now is. */
export function unpack(vault: string, setId: string, to: string): string {
  mkdirSync(to, { recursive: true });
  execFileSync('sh', ['-c', 'umask 0; cat "$@" | zstd -dc | tar -x -p -C "$TO"', 'sh', ...volumesOf(vault, setId)], {
    env: { ...process.env, TO: to },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  return join(to, 'source');
}
