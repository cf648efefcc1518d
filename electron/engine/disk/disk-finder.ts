import { join } from 'node:path';
import { markerAt } from './marker-probe.ts';
import type { Volume, Volumes } from './volume-port.ts';

/** A vault that may be on a disk, as it was last seen. */
export interface KnownVaultPlace {
  readonly vaultId: string;
  /** Its folder. */
  readonly place: string;
  readonly volume: { readonly id: string | undefined; readonly inside: string } | undefined;
}

/**
 * `there`: where it was. `moved`: the same vault under another letter or mount point. `absent`: on no disk that is connected; `other` is
 * the vault that is now where it was. `silent`: the drive it was on does not answer.
 */
export type Whereabouts =
  | { readonly is: 'there' }
  | { readonly is: 'moved'; readonly place: string }
  | { readonly is: 'absent'; readonly other?: string }
  | { readonly is: 'silent' };

/** A folder below a drive's root where a vault lies that was chosen as the drive itself. */
const INSIDE = 'Strongroom';
const TAILS_MAX = 4;

/** Finds vaults by their markers on the disks that are connected now. */
export class DiskFinder {
  readonly #volumes: Volumes;

  constructor(volumes: Volumes) {
    this.#volumes = volumes;
  }

  async volumes(): Promise<Volume[]> {
    try {
      return await this.#volumes.list();
    } catch {
      // A system that does not tell its volumes: then vaults are where they were.
      return [];
    }
  }

  /** Takes a few seconds at most. */
  async look(known: KnownVaultPlace): Promise<Whereabouts> {
    const there = await markerAt(known.place);
    if (there === 'silent') return { is: 'silent' };
    if (there !== 'none' && there.vault === known.vaultId) return { is: 'there' };
    const place = await this.#search(known);
    if (place !== undefined) return { is: 'moved', place };
    return { is: 'absent', ...(there !== 'none' && { other: there.vault }) };
  }

  async eject(root: string): Promise<void> {
    await this.#volumes.eject(root);
  }

  /** All disks at the same time; the volume it was last seen on wins over a copy of it. */
  async #search(known: KnownVaultPlace): Promise<string | undefined> {
    const isSame = ({ id }: Volume): boolean => id !== undefined && id === known.volume?.id;
    const volumes = (await this.volumes()).toSorted((a, b) => Number(isSame(b)) - Number(isSame(a)));
    const found = await Promise.all(volumes.map(({ root }) => firstWith(foldersOn(root, known), known.vaultId)));
    return found.find((place) => place !== undefined);
  }
}

/** Where on a volume it can be: where it was, the root, and what the ends of its path name. */
function foldersOn(root: string, { place, volume }: KnownVaultPlace): string[] {
  const parts = place.split(/[\\/]/).filter((part) => part !== '' && !/^[a-z]:$/i.test(part));
  const tails = parts.map((_, from) => parts.slice(from).join('/')).slice(-TAILS_MAX);
  const inside = volume ? [volume.inside] : [];
  return [...new Set([...inside, '', ...tails, INSIDE].map((way) => join(root, way)))];
}

async function firstWith(folders: readonly string[], vaultId: string): Promise<string | undefined> {
  for (const folder of folders) {
    const found = await markerAt(folder);
    if (found === 'silent') return undefined;
    if (found !== 'none' && found.vault === vaultId) return folder;
  }
  return undefined;
}
