import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Everything below a folder, as one value to compare: names, kinds, modes, times, links, content. */
export function readTree(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (below: string, name: string) => {
    for (const entry of readdirSync(below).sort()) {
      const path = join(below, entry);
      const shown = name === '' ? entry : `${name}/${entry}`;
      const stat = lstatSync(path);
      const mode = (stat.mode & 0o777).toString(8);
      if (stat.isSymbolicLink()) found[shown] = `link ${readlinkSync(path)}`;
      else if (stat.isDirectory()) {
        found[shown] = `folder ${mode}`;
        walk(path, shown);
      } else {
        const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
        found[shown] = `file ${mode} ${stat.size} ${Math.trunc(stat.mtimeMs)} ${hash}`;
      }
    }
  };
  walk(folder, '');
  return found;
}
