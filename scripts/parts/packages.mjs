import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isOurs, modules, nodePackage, programOnPath, root } from './place.mjs';
import { capture, run, say } from './run.mjs';

const lockFile = join(root, 'package-lock.json');
const isMusl = process.platform === 'linux' && !process.report?.getReport().header.glibcVersionRuntime;

const allows = (list, value) => !list || [list].flat().includes(value);

function fitsThisComputer(entry) {
  return (
    allows(entry.os, process.platform) &&
    allows(entry.cpu, process.arch) &&
    (process.platform !== 'linux' || allows(entry.libc, isMusl ? 'musl' : 'glibc'))
  );
}

function installedVersion(path) {
  try {
    return JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

/** What the lockfile asks for and node_modules lacks: {required: paths, platform: paths with their entries}. */
export function missingPackages() {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'));
  const missing = { required: [], platform: [] };
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '' || entry.link || installedVersion(path) === entry.version) continue;
    // An optional peer may be left out on purpose; one that names a platform is a native binary we run.
    if (!entry.optional && !entry.devOptional) missing.required.push(path);
    else if ((entry.os || entry.cpu) && fitsThisComputer(entry)) missing.platform.push({ path, entry });
  }
  // npm writes this file last: without it an installation was cut off in the middle.
  if (!existsSync(join(modules, '.package-lock.json'))) missing.required.push('node_modules');
  return missing;
}

/** npm as {program, args}, run by a Node that an installation cannot take away from under it. */
export function npm() {
  const outsideNode = programOnPath('node', (path) => !isOurs(path)) ?? process.execPath;
  const cli = process.env.npm_execpath;
  if (cli && /\.c?js$/.test(cli) && existsSync(cli)) return { program: outsideNode, args: [cli], options: {} };
  return { program: 'npm', args: [], options: { shell: process.platform === 'win32' } };
}

export function ensurePackages() {
  const before = missingPackages();
  if (before.required.length > 0) {
    say(`installing packages (${before.required.length} missing or of another version)`);
    // No dependency needs its install script here. With scripts on, npm 10 compiles better-sqlite3,
    // whose prebuilt binary is in its package, and fails where no compiler is.
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    // Windows cannot delete a node.exe that is running, and "npm ci" deletes everything first.
    const verb = process.platform === 'win32' && existsSync(modules) ? ['install', '--no-save'] : ['ci'];
    const { program, args, options } = npm();
    run(program, [...args, ...verb, ...quiet], options);
  }
  // npm 10 sometimes leaves out optional packages for this platform.
  for (const { path, entry } of missingPackages().platform) addPackage(path, entry);
  const after = missingPackages();
  const left = [...after.required, ...after.platform.map(({ path }) => path)];
  if (left.length > 0) throw new Error(`packages still missing: ${left.join(', ')}`);
  if (!existsSync(join(modules, nodePackage))) say(`no ${nodePackage} package: using Node ${process.version}`);
}

function addPackage(path, entry) {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  say(`adding ${name}@${entry.version}, which npm left out`);
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-package-'));
  try {
    unpackPackage({ name, version: entry.version, integrity: entry.integrity, to: join(root, path), folder });
    linkPrograms(join(root, path), entry.bin);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Fetches one package through npm, checks its hash, unpacks it without its leading folder. */
export function unpackPackage({ name, version, integrity, to, folder }) {
  const { program, args, options } = npm();
  const packed = capture(program, [...args, 'pack', `${name}@${version}`, '--silent', '--ignore-scripts'], {
    ...options,
    cwd: folder,
  });
  if (packed.status !== 0) throw new Error(`npm pack ${name}@${version} failed:\n${packed.output}`);
  const file = join(folder, packed.stdout.trim().split('\n').pop());
  const hash = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (hash !== integrity) throw new Error(`${name}@${version}: expected ${integrity}, got ${hash}`);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  run('tar', ['-xzf', file, '-C', to, '--strip-components=1']);
}

function linkPrograms(folder, bin = {}) {
  for (const [name, relative] of Object.entries(bin)) {
    const target = join(folder, relative);
    const link = join(modules, '.bin', name);
    chmodSync(target, 0o755);
    if (process.platform === 'win32' || existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target, link);
  }
}
