import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../..');

function pathsBelow(folder: string): readonly string[] {
  let entries;
  try {
    entries = readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}

/** The source files below these folders, by project path. */
export function sourceTree(folders: readonly string[]): Readonly<Record<string, string>> {
  const paths = folders.flatMap(pathsBelow).filter((path) => /\.(ts|tsx|mjs|cjs|js|css)$/.test(path));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(projectRoot, path), 'utf8')]));
}
