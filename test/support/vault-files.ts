import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Every file of a vault, relative to it. */
export function vaultFiles(vault: string): string[] {
  return readdirSync(vault, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(vault, join(entry.parentPath, entry.name)))
    .sort();
}

/** Files with the hash of their content and their time: shows that nothing in a vault was touched. */
export function vaultState(vault: string): Record<string, string> {
  return Object.fromEntries(
    vaultFiles(vault).map((file) => {
      const at = join(vault, file);
      return [
        file,
        `${statSync(at).mtimeMs} ${createHash('sha256').update(readFileSync(at)).digest('hex').slice(0, 20)}`,
      ];
    }),
  );
}

/** The same of all that is kept: without what a computer says of itself, anew after every run. */
export function keptState(vault: string): Record<string, string> {
  return Object.fromEntries(Object.entries(vaultState(vault)).filter(([file]) => !file.includes('heartbeat-')));
}

/** The folder of a set, wherever in the vault it is. */
export function setFolder(vault: string, setId: string): string {
  const found = readdirSync(vault, { recursive: true, withFileTypes: true }).find(
    (entry) => entry.isDirectory() && entry.name === setId && entry.parentPath.endsWith('/sets'),
  );
  if (!found) throw new Error(`no set ${setId} in ${vault}`);
  return join(found.parentPath, found.name);
}

/** All folders of sets, sealed or not. */
export function setFolders(vault: string): string[] {
  return readdirSync(vault, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.parentPath.endsWith('/sets'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

export function setsFolder(vault: string, setId: string): string {
  return dirname(setFolder(vault, setId));
}
