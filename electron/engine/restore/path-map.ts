import { join } from 'node:path';

/** What a path was on the computer that was backed up, and what it is here. */
export interface PathMapping {
  readonly from: string;
  readonly to: string;
}

/**
 * The path on this computer, or undefined where no mapping fits. The longest `from` that is the path or a folder above it wins.
 * Windows paths are compared without case and with either slash, wherever this runs.
 */
export function mapPath(path: string, map: readonly PathMapping[]): string | undefined {
  const wanted = componentsOf(path);
  let best: { length: number; to: string } | undefined;
  for (const { from, to } of map) {
    const prefix = componentsOf(from);
    if (prefix.windows !== wanted.windows || prefix.keys.length > wanted.keys.length) continue;
    if (!prefix.keys.every((key, i) => key === wanted.keys[i])) continue;
    if (!best || prefix.keys.length > best.length) best = { length: prefix.keys.length, to };
  }
  return best && join(best.to, ...wanted.names.slice(best.length));
}

function componentsOf(path: string): { windows: boolean; names: string[]; keys: string[] } {
  const windows = /^[a-z]:([\\/]|$)|^\\\\/i.test(path);
  const names = path.split(windows ? /[\\/]+/ : /\/+/).filter((name) => name !== '');
  return { windows, names, keys: windows ? names.map((name) => name.toLowerCase()) : names };
}
