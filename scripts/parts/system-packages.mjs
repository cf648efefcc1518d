import { existsSync, readFileSync } from 'node:fs';
import { programOnPath } from './place.mjs';
import { capture, run, say } from './run.mjs';

const sharedObject = (name) => ({ present: (libraries) => libraries.includes(name) });
const program = (name) => ({ present: () => programOnPath(name) !== undefined });
const file = (path) => ({ present: () => existsSync(path) });

/** Debian names; "t64" marks those that Debian 13 and Ubuntu 24.04 renamed. */
export const windowLibraries = [
  { name: 'libnss3', ...sharedObject('libnss3.so') },
  { name: 'libatk1.0-0', t64: true, ...sharedObject('libatk-1.0.so.0') },
  { name: 'libatk-bridge2.0-0', t64: true, ...sharedObject('libatk-bridge-2.0.so.0') },
  { name: 'libcups2', t64: true, ...sharedObject('libcups.so.2') },
  { name: 'libdrm2', ...sharedObject('libdrm.so.2') },
  { name: 'libgtk-3-0', t64: true, ...sharedObject('libgtk-3.so.0') },
  { name: 'libgbm1', ...sharedObject('libgbm.so.1') },
  { name: 'libasound2', t64: true, ...sharedObject('libasound.so.2') },
];

const windowTest = [
  { name: 'xvfb', ...program('Xvfb') },
  { name: 'fonts-noto-cjk', ...file('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc') },
];

const journey = [
  { name: 'tar', ...program('tar') },
  { name: 'zstd', ...program('zstd') },
  { name: 'age', ...program('age') },
  { name: 'python3', ...program('python3') },
  // A share that is mounted: its server is not on the path of everybody.
  { name: 'samba', ...file('/usr/sbin/smbd') },
  { name: 'openssh-server', ...file('/usr/sbin/sshd') },
  { name: 'systemd', ...program('systemd-analyze') },
  { name: 'rclone', ...program('rclone') },
  { name: 'fuse3', ...program('fusermount3') },
  { name: 'openssl', ...program('openssl') },
  // An object store: a gateway, and the small cluster behind it.
  { name: 'radosgw', ...program('radosgw') },
  { name: 'ceph-mon', ...program('ceph-mon') },
  { name: 'ceph-osd', ...program('ceph-osd') },
];

const packageTest = [
  { name: 'xdotool', ...program('xdotool') },
  { name: 'nsis', ...program('makensis') },
];

const groups = { window: windowLibraries, 'window-test': windowTest, 'package-test': packageTest, journey };

function release() {
  const text = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const field = (name) => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(text)?.[1] ?? '';
  return {
    family: [field('ID'), ...field('ID_LIKE').split(' ')],
    id: field('ID'),
    version: Number(field('VERSION_ID')),
  };
}

const renamed = ({ id, version }) => (id === 'ubuntu' ? version >= 24 : version >= 13);

function missing(names) {
  const ldconfig = programOnPath('ldconfig') ?? '/sbin/ldconfig';
  const libraries = capture(ldconfig, ['-p']).output;
  return names.flatMap((name) => groups[name]).filter((needed) => !needed.present(libraries));
}

/** Installs what is missing as root on Debian and Ubuntu; elsewhere says what to run. True when all is there. */
export function ensureSystemPackages(names) {
  if (process.platform !== 'linux') return true;
  const wanted = missing(names);
  if (wanted.length === 0) return true;
  const system = release();
  const isDebian = system.family.includes('debian') && programOnPath('apt-get') !== undefined;
  const packages = wanted.map(({ name, t64 }) => (t64 && renamed(system) ? `${name}t64` : name));
  if (!isDebian || process.getuid() !== 0) {
    say('system packages are missing; please run, or ask your administrator to run:');
    console.log(
      `  ${isDebian ? 'sudo apt-get install -y --no-install-recommends' : '# (Debian names)'} ${packages.join(' ')}`,
    );
    return false;
  }
  say(`installing system packages: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another installation may hold the lock, as on a machine that has just started.
  const install = ['-o', 'DPkg::Lock::Timeout=120', 'install', '-y', '-q', '--no-install-recommends', ...packages];
  // The lists of a fresh machine are empty, those of an old one name versions that are gone.
  if (capture('apt-get', install, { env }).status !== 0) {
    run('apt-get', ['update', '-q'], { env });
    run('apt-get', install, { env });
  }
  const left = missing(names);
  if (left.length > 0) throw new Error(`still missing after apt-get: ${left.map(({ name }) => name).join(', ')}`);
  return true;
}
