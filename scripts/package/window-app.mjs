import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from '../parts/place.mjs';
import { say } from '../parts/run.mjs';
import { readBuilderConfig } from './builder-config.mjs';
import { fusesOf } from './fuses.mjs';

const folderNames = { linux: 'linux-unpacked', win32: 'win-unpacked', darwin: 'mac' };

/** Where the packed application of this computer lies. */
export const packedFolder = join(root, 'out', folderNames[process.platform]);

/**
 * Packs what is built in dist with electron-builder, around the Electron that this computer has. A fuse that this
 * Electron does not know is left out and named; the one that is shipped knows them all.
 */
export async function packWindowApp(runtime) {
  const config = await readBuilderConfig();
  const known = await fusesOf(runtime.executable);
  const wanted = Object.entries(config.electronFuses);
  const version = versionOf(runtime);
  const { build, Platform } = await import('electron-builder');
  rmSync(packedFolder, { recursive: true, force: true });
  await build({
    targets: Platform.current().createTarget('dir'),
    publish: 'never',
    projectDir: root,
    config: writeConfig({
      ...config,
      electronDist: runtime.distribution,
      ...(version && { electronVersion: version }),
      electronFuses: Object.fromEntries(wanted.filter(([name]) => name in known)),
    }),
  });
  const left = wanted.map(([name]) => name).filter((name) => !(name in known));
  if (left.length > 0) say(`fuses that this Electron does not have: ${left.join(', ')}`);
  if (runtime.kind === 'fallback') say(`packed around Electron ${version}: for tests, never to be given to anyone`);
  say(`packed: ${packedFolder}`);
}

/** The version of a runtime that is perhaps not the one package.json names. */
function versionOf({ distribution, version }) {
  const file = join(distribution, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : version;
}

/** By its path, because a configuration given as a value is laid over electron-builder.yml, which takes nothing away. */
function writeConfig(config) {
  const file = join(cache, 'electron-builder.json');
  mkdirSync(cache, { recursive: true });
  writeFileSync(file, JSON.stringify(config, null, 2));
  return file;
}
