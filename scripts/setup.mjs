import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeRuntime, electronRuntime } from './electron-runtime.mjs';
import { ensurePackages, npm } from './parts/packages.mjs';
import { dist, node24, root } from './parts/place.mjs';
import { capture, end, run, say } from './parts/run.mjs';
import { ensureSystemPackages } from './parts/system-packages.mjs';

function checkTools() {
  if (Number(process.versions.node.split('.')[0]) < 18) {
    throw new Error(`Node 18 or newer is needed to begin with, this is ${process.version}`);
  }
  const { program, args, options } = npm();
  if (capture(program, [...args, '--version'], options).status !== 0) throw new Error('npm is not on the PATH');
}

/**
 * Does what is missing and only that. `systemPackages` names groups of system-packages.mjs, `electron` asks for a
 * window runtime, `build` lists parts of build.mjs. Gives {systemPackages: whether all of them are there, runtime}.
 */
export async function setup({ systemPackages = [], electron = false, build = [], quiet = false }) {
  checkTools();
  ensurePackages();
  const complete = ensureSystemPackages(systemPackages);
  const runtime = electron ? await electronRuntime() : undefined;
  if (runtime && !quiet) say(describeRuntime(runtime));
  run(node24(), ['scripts/build.mjs', ...build, ...(quiet ? ['--quiet'] : [])], {
    // The output of a quiet set-up must not mix with what the program itself prints.
    stdio: quiet ? ['inherit', 2, 2] : 'inherit',
  });
  return { systemPackages: complete, runtime };
}

const everyPart = ['engine', 'main', 'renderer', 'guide'];

export const everything = {
  systemPackages: ['window', 'window-test', 'journey'],
  electron: true,
  build: everyPart,
};
export const forWindow = { systemPackages: ['window'], electron: true, build: everyPart };
export const forPackage = { electron: true, build: everyPart };
export const forPackageTest = { ...forPackage, systemPackages: ['window', 'window-test', 'package-test'], quiet: true };
export const forTerminal = { build: ['engine'] };

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await end(async () => {
    const { systemPackages } = await setup(everything);
    if (!existsSync(dist)) say(`nothing has been built in ${root} yet`);
    say(systemPackages ? 'ready: "npm start" or "npm test"' : 'ready, but for the system packages named above');
    return 0;
  });
}
