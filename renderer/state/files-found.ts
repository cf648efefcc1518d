import type { FoundFile } from '../../electron/contract/index.ts';

/** A file that a search has found, by its newest version, with how many versions were found. */
export interface FileFound {
  readonly newest: FoundFile;
  readonly versions: number;
}

/** Found versions as files, in the order in which the first version of each came. */
export function filesFound(rows: readonly FoundFile[]): FileFound[] {
  const files = new Map<string, FileFound>();
  for (const row of rows) {
    const key = JSON.stringify([row.planId, row.pathBase64 ?? row.path]);
    const known = files.get(key);
    files.set(key, known ? { newest: newer(known.newest, row), versions: known.versions + 1 } : only(row));
  }
  return [...files.values()];
}

function only(row: FoundFile): FileFound {
  return { newest: row, versions: 1 };
}

/** By the newest point that holds it. A gap holds nothing: a version that can be given back goes before it. */
function newer(known: FoundFile, row: FoundFile): FoundFile {
  if ((known.type === 'gap') !== (row.type === 'gap')) return known.type === 'gap' ? row : known;
  return (row.points[0]?.at ?? '') > (known.points[0]?.at ?? '') ? row : known;
}
