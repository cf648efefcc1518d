import { basename, win32 } from 'node:path';
import { comparePaths } from '../base/index.ts';

/** A source with the name its tree has inside every recovery point of the plan. */
export interface LabelledSource {
  readonly path: string;
  readonly label: string;
}

/**
 * Gives each source a unique label: its last path component, `C` for the root of drive C:, `root` for `/`.
 * A second one of the same name (compared without case, for disks that do not tell) becomes `Documents-2`.
 * `known` are labels that were given before: each is kept for its path and for no other. Ordered as the tree is.
 */
export function labelSources(
  paths: readonly string[],
  known: readonly LabelledSource[] = [],
  system: NodeJS.Platform = process.platform,
): LabelledSource[] {
  const taken = new Set(known.map(({ label }) => label.toLowerCase()));
  return [...new Set(paths)]
    .map((path) => {
      const given = known.find((source) => source.path === path);
      if (given) return { path, label: given.label };
      const wanted = labelOf(path, system);
      let label = wanted;
      for (let n = 2; taken.has(label.toLowerCase()); n++) label = `${wanted}-${n}`;
      taken.add(label.toLowerCase());
      return { path, label };
    })
    .sort((a, b) => comparePaths(Buffer.from(a.label).toString('latin1'), Buffer.from(b.label).toString('latin1')));
}

function labelOf(path: string, system: NodeJS.Platform): string {
  if (system !== 'win32') return basename(path) || 'root';
  const name = win32.basename(path);
  if (name) return name;
  return /^([a-z]):/i.exec(path)?.[1]?.toUpperCase() ?? 'root';
}
