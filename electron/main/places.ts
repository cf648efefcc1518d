import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { dataHome } from '../contract/index.ts';

export interface Places {
  /** Node that runs the engine, the engine's bundle, the window's files, the preload, the icon. All absolute. */
  readonly node: string;
  readonly service: string;
  readonly renderer: string;
  readonly preload: string;
  readonly home: string;
  /** For the title bar and task list on Linux; elsewhere the program itself carries it. */
  readonly icon: string;
  /** The user guide's pages, and the list of licences, as the build made them. */
  readonly guide: string;
  readonly licences: string;
  /** The tray's pictures. */
  readonly pictures: string;
}

/** Where things lie, packaged and in a checkout. `here` is the folder of the main bundle, `dist/main`. */
export function placesOf(process: NodeJS.Process, here: string, isPackaged: boolean): Places {
  const dist = resolve(here, '..');
  const exe = process.platform === 'win32' ? 'node.exe' : 'node';
  const runtime = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const home = dataHome({ platform: process.platform, env: process.env, homedir: homedir() });
  return {
    node: isPackaged ? join(process.resourcesPath, 'node', exe) : join(dist, '..', 'node_modules', runtime, 'bin', exe),
    // Our own Node reads no asar archive, so the engine stands beside it.
    service: isPackaged ? join(process.resourcesPath, 'engine', 'service.mjs') : join(dist, 'engine', 'service.mjs'),
    renderer: join(dist, 'renderer'),
    preload: join(here, 'preload.cjs'),
    icon: isPackaged ? join(process.resourcesPath, 'icon.png') : join(dist, '..', 'assets', 'icon.png'),
    guide: join(dist, 'guide'),
    licences: join(dist, 'licences.json'),
    pictures: join(here, 'tray'),
    home: isAbsolute(home) ? home : resolve(home),
  };
}
