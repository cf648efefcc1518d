import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { programOnPath, root } from '../parts/place.mjs';
import { run, say } from '../parts/run.mjs';
import { windowLibraries } from '../parts/system-packages.mjs';
import { packedFolder } from './window-app.mjs';

const installer = join(root, 'assets', 'installer', 'linux');
const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const architectures = { x64: 'amd64', arm64: 'arm64' };

/** Where the package lies that was made around this runtime. One for tests sorts before every release. */
export function debianPackage(runtime) {
  const suffix = runtime.kind === 'fallback' ? `~electron${runtime.version}` : '';
  const architecture = architectures[process.arch];
  const full = `${about.version}${suffix}`;
  return { path: join(root, 'out', `strongroom_${full}_${architecture}.deb`), version: full, architecture };
}

/** Makes a .deb of the packed application with dpkg-deb, which every Debian has. */
export function makeDebianPackage(runtime) {
  if (!programOnPath('dpkg-deb')) return say('no dpkg-deb here: no .deb is made');
  const { path, version, architecture } = debianPackage(runtime);
  const tree = mkdtempSync(join(tmpdir(), 'strongroom-deb-'));
  try {
    // The root of the system is readable to all, whatever this process may create.
    chmodSync(tree, 0o755);
    lay(tree);
    writeControl(tree, { version, architecture });
    rmSync(path, { force: true });
    run('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z6', '--build', tree, path], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
  say(`made: ${path}`);
}

function lay(tree) {
  const place = (name) => {
    const path = join(tree, name);
    mkdirSync(dirname(path), { recursive: true });
    return path;
  };
  cpSync(packedFolder, place('opt/Strongroom'), { recursive: true, verbatimSymlinks: true });
  cpSync(join(installer, 'strongroom.desktop'), place('usr/share/applications/strongroom.desktop'));
  cpSync(join(root, 'assets', 'icon.png'), place('usr/share/icons/hicolor/512x512/apps/strongroom.png'));
  cpSync(join(root, 'LICENSE'), place('usr/share/doc/strongroom/copyright'));
  symlinkSync('/opt/Strongroom/resources/bin/strongroom', place('usr/bin/strongroom'));
  for (const folder of readdirSync(tree, { recursive: true, withFileTypes: true })) {
    const path = join(folder.parentPath, folder.name);
    if (folder.isDirectory()) chmodSync(path, 0o755);
    else if (folder.isFile()) chmodSync(path, lstatSync(path).mode & 0o111 ? 0o755 : 0o644);
  }
}

function writeControl(tree, { version, architecture }) {
  const control = join(tree, 'DEBIAN');
  mkdirSync(control);
  for (const script of ['postinst', 'prerm', 'postrm']) {
    cpSync(join(installer, script), join(control, script));
    chmodSync(join(control, script), 0o755);
  }
  const depends = windowLibraries.map(({ name, t64 }) => (t64 ? `${name}t64 | ${name}` : name));
  const lines = [
    'Package: strongroom',
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    `Maintainer: ${about.author}`,
    `Installed-Size: ${Math.ceil(sizeOf(join(tree, 'opt')) / 1024)}`,
    `Depends: ${depends.join(', ')}`,
    'Section: utils',
    'Priority: optional',
    `Description: ${about.description}`,
    ' Strongroom backs up folders, reads back what it wrote, and gives files back by',
    ' point and click. Full, incremental and differential backups; stock tools open them.',
  ];
  writeFileSync(join(control, 'control'), `${lines.join('\n')}\n`);
}

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + lstatSync(join(parentPath, name)).size, 0);
}
