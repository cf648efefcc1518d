/** The last part of a path of any system; the path itself where it has none (a drive, the root). */
export function baseName(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '');
  return parts.at(-1) ?? path;
}

/**
 * A name as it is shown: characters that are not seen, or that turn the order of others around so that a name reads as
 * another one, are made visible.
 */
export function shownName(name: string): string {
  return name.replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '\ufffd');
}

/** The folder a stored path lies in; the empty path is the top. */
export function parentOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end < 0 ? '' : path.slice(0, end);
}

/** Every folder from the top down to this one. */
export function trailOf(path: string): { name: string; path: string }[] {
  if (path === '') return [];
  const parts = path.split('/');
  return parts.map((name, index) => ({ name, path: parts.slice(0, index + 1).join('/') }));
}

/** A name that none of the taken ones equals, whatever their case. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const known = new Set(taken.map((name) => name.toLowerCase()));
  if (!known.has(wanted.toLowerCase())) return wanted;
  for (let number = 2; ; number += 1) {
    const name = `${wanted} ${number}`;
    if (!known.has(name.toLowerCase())) return name;
  }
}
