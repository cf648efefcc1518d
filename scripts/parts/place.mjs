import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const modules = join(root, 'node_modules');
export const cache = join(root, '.cache');
export const dist = join(root, 'dist');

const exe = process.platform === 'win32' ? '.exe' : '';
const platformName = process.platform === 'win32' ? 'win' : process.platform;

/** Name of the npm package that carries the official Node 24 binary for this computer. */
export const nodePackage = `node-${platformName}-${process.arch}`;
export const bundledNode = join(modules, nodePackage, 'bin', `node${exe}`);

/** The Node 24 that runs our TypeScript, the build and the tests. */
export function node24() {
  if (existsSync(bundledNode)) return bundledNode;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(`no Node 24 in ${bundledNode}: run "npm run setup"`);
}

/** Full path of a program on the PATH, or undefined. */
export function programOnPath(name, accept = () => true) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const ending of endings) {
      const candidate = join(folder, name + ending);
      if (folder !== '' && existsSync(candidate) && accept(candidate)) return candidate;
    }
  }
  return undefined;
}

/** True for anything that lives in node_modules, also through a link of .bin. */
export function isOurs(path) {
  const real = realpathSync(path);
  return real === modules || real.startsWith(modules + sep) || path.startsWith(modules + sep);
}

/** A window can be shown here. Windows and macOS always have a desktop to show it on. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
