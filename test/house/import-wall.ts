import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { Room } from './house-plan.ts';
import { type Import, readImports } from './read-imports.ts';

export type HousePlan = Readonly<Record<string, Room>>;

/** Project paths and texts of source files. */
export type Tree = Readonly<Record<string, string>>;

/** One line for each import that the plan does not allow: where, what, and which arrow is wrong. */
export function wrongArrows(plan: HousePlan, tree: Tree): readonly string[] {
  return Object.entries(tree).flatMap(([path, text]) => {
    const room = roomOf(plan, path);
    if (room === undefined) return [`${path}: stands in no room of the house plan`];
    return readImports(path, text).flatMap((found) => {
      const wrong = wrongArrow(plan, { path, room }, found);
      return wrong === undefined ? [] : [`${path}:${found.line}: imports ${found.specifier ?? '(computed)'}: ${wrong}`];
    });
  });
}

function roomOf(plan: HousePlan, path: string): string | undefined {
  const owners = Object.entries(plan).filter(([, room]) => path.startsWith(`${room.folder}/`));
  return owners.toSorted(([, left], [, right]) => right.folder.length - left.folder.length)[0]?.[0];
}

interface Importer {
  readonly path: string;
  readonly room: string;
}

function wrongArrow(plan: HousePlan, from: Importer, { specifier }: Import): string | undefined {
  if (specifier === undefined) return 'a wall cannot be checked for an import that is computed';
  const room = plan[from.room] as Room;
  if (specifier.startsWith('.')) return wrongPath(plan, from, posix.join(posix.dirname(from.path), specifier));
  if (isBuiltin(specifier)) {
    if (!specifier.startsWith('node:')) return 'a module of Node is written with node: in front';
    const allowed = room.builtins === 'all' || room.builtins.includes(specifier);
    return allowed ? undefined : `${from.room} -> ${specifier}`;
  }
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  return Object.hasOwn(room.packages, name) ? undefined : `${from.room} -> package ${name}`;
}

function wrongPath(plan: HousePlan, from: Importer, target: string): string | undefined {
  const name = roomOf(plan, target);
  if (name === from.room) return undefined;
  if (name === undefined) return `${from.room} -> outside the house`;
  if (!plan[from.room]?.rooms.includes(name)) return `${from.room} -> ${name}`;
  const door = plan[name]?.door;
  return door === undefined || door === target ? undefined : `${from.room} -> ${name} past its door ${door}`;
}
