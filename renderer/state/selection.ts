/** Chosen paths of one recovery point. A chosen folder stands for everything in it; the empty path is the whole point. */
export type Selection = ReadonlySet<string>;

export const NOTHING: Selection = new Set();

/** Whether the path itself or a folder above it is chosen. */
export function isChosen(selection: Selection, path: string): boolean {
  if (selection.has(path)) return true;
  return isChosenAbove(selection, path);
}

/** Whether a folder above the path is chosen, so that the path is chosen with it. */
export function isChosenAbove(selection: Selection, path: string): boolean {
  if (path === '') return false;
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (selection.has(path.slice(0, end))) return true;
  }
  return selection.has('');
}

/** With the path chosen; what lies in it need not be named any more. */
export function choose(selection: Selection, path: string): Selection {
  const below = path === '' ? '' : `${path}/`;
  return new Set([...[...selection].filter((other) => !other.startsWith(below)), path]);
}

export function unchoose(selection: Selection, path: string): Selection {
  return new Set([...selection].filter((other) => other !== path));
}

/** As a request names it: no paths at all means everything. */
export function requestedPaths(selection: Selection): string[] {
  return selection.has('') ? [] : [...selection];
}
