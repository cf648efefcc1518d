import ts from 'typescript';
import type { Tree } from './import-wall.ts';

const maxLines = 400;

/** Files that may be longer, each with its reason. */
export const longFiles: Readonly<Record<string, string>> = {};

/** Files that a tool wants to export by default. */
export const defaultExports: Readonly<Record<string, string>> = {
  'vitest.config.ts': 'read by vitest',
  'test/support/display.setup.ts': 'a global set-up of vitest',
  'test/support/engine-build.setup.ts': 'a global set-up of vitest',
};

const bannedNames = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'shared',
  'misc',
  'lib',
  'manager',
  'handler',
]);
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** One line for each file whose size, name or exports break the rules of the house. */
export function wrongShapes(tree: Tree): readonly string[] {
  return Object.entries(tree).flatMap(([path, text]) => [
    ...wrongSize(path, text),
    ...wrongName(path),
    ...(/\.tsx?$/.test(path) && hasDefaultExport(path, text) && !(path in defaultExports)
      ? [`${path}: has a default export`]
      : []),
  ]);
}

function wrongSize(path: string, text: string): readonly string[] {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return lines > maxLines && !(path in longFiles) ? [`${path}: has ${lines} lines, ${maxLines} at most`] : [];
}

function wrongName(path: string): readonly string[] {
  const parts = path.split('/');
  const folders = parts.slice(0, -1);
  const stem = (parts.at(-1) ?? '').replace(/\.[a-z]+$/, '');
  const isBanned = (name: string): boolean => name.split(/[-.]/).some((word) => bannedNames.has(word));
  return [
    // A platform or a tool may stand behind a dot: clock.windows.ts, place.test.ts.
    ...([...folders, ...stem.split('.')].every((name) => kebab.test(name)) ? [] : [`${path}: is not kebab-case`]),
    ...([...folders, stem].some(isBanned) ? [`${path}: has a name that says nothing`] : []),
    ...(stem === folders.at(-1) && path !== 'electron/engine/engine.ts' && stem !== 'preload'
      ? [`${path}: repeats the name of its folder`]
      : []),
  ];
}

function hasDefaultExport(path: string, text: string): boolean {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return file.statements.some((statement) => {
    if (ts.isExportAssignment(statement)) return true;
    if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
      return statement.exportClause.elements.some((element) => element.name.text === 'default');
    }
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    return modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);
  });
}
