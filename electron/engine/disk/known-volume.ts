import { isAbsolute, relative, sep } from 'node:path';
import type { Volume } from './volume-port.ts';

/** The volume that a folder is on, and where on it, with `/`; undefined for one of the system's own disk or of the network. */
export function knownVolumeOf(
  folder: string,
  volumes: readonly Volume[],
): { readonly id: string | undefined; readonly label: string | undefined; readonly inside: string } | undefined {
  const [nearest] = volumes
    .filter(({ root }) => insideOf(folder, root) !== undefined)
    .toSorted((a, b) => b.root.length - a.root.length);
  if (!nearest) return undefined;
  return { id: nearest.id, label: nearest.label, inside: insideOf(folder, nearest.root) ?? '' };
}

function insideOf(folder: string, root: string): string | undefined {
  const way = relative(root, folder);
  if (isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`)) return undefined;
  return way.split(sep).join('/');
}
