import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { changeFolder, differences, listing, makeFolder } from './parts/demo-folder.mjs';
import { dist, node24 } from './parts/place.mjs';
import { capture, end, run } from './parts/run.mjs';

const cli = join(dist, 'engine', 'cli.mjs');
const plan = 'Demo';

function makePlace() {
  const base = mkdtempSync(join(tmpdir(), 'strongroom-demo-'));
  const place = { base };
  for (const name of ['Documents', 'home', 'vault', 'restored']) {
    place[name] = join(base, name);
    mkdirSync(place[name]);
  }
  return place;
}

function tell(text) {
  console.log(`\n== ${text}`);
}

/** Runs the program as a person would, with its own output and progress on the terminal. */
function strongroom(place, ...args) {
  console.log(`$ strongroom ${args.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ')}`);
  run(node24(), [cli, '--home', place.home, ...args]);
}

function points(place) {
  const answer = capture(node24(), [cli, '--home', place.home, '--json', 'points', plan]);
  if (answer.status !== 0) throw new Error(`strongroom points: ended with ${answer.status}\n${answer.output}`);
  return JSON.parse(answer.stdout);
}

/** Backs up; gives the id of the new set and what the folder held then, hash by hash. */
function backUp(place, kind) {
  const known = new Set(points(place).map((point) => point.setId));
  strongroom(place, 'backup', plan, '--kind', kind);
  const made = points(place).filter((point) => !known.has(point.setId));
  if (made.length !== 1 || made[0].kind !== kind)
    throw new Error(`expected one new ${kind} set, found ${JSON.stringify(made)}`);
  return { setId: made[0].setId, kept: listing(place.Documents) };
}

function restoreAndCompare(place, { setId, kept }) {
  const to = join(place.restored, setId);
  strongroom(place, 'restore', plan, '--at', setId, '--to', to);
  const found = differences(kept, listing(join(to, basename(place.Documents))));
  if (found.names.length > 0) {
    throw new Error(
      `${found.names.length} of ${found.count} differ after the restore: ${found.names.slice(0, 10).join(', ')}`,
    );
  }
  console.log(`compared with sizes, times and SHA-256 taken then: all ${found.count} entries agree`);
}

function play(place) {
  tell('A folder of a branch office: about 360 files, three of them large');
  makeFolder(place.Documents);
  strongroom(place, 'plan', 'add', '--name', plan, '--source', place.Documents, '--vault', place.vault);
  tell('First backup: full');
  backUp(place, 'full');
  tell('A morning of work: files added, changed, moved and deleted. Then an incremental backup');
  changeFolder(place.Documents, 1);
  const second = backUp(place, 'incremental');
  tell('More work. Then a differential backup, which needs the full and nothing else');
  changeFolder(place.Documents, 2);
  const third = backUp(place, 'differential');
  tell('What can be restored');
  strongroom(place, 'points', plan);
  tell('Restore the folder as it was at the second and at the third point');
  restoreAndCompare(place, second);
  restoreAndCompare(place, third);
  tell('Read every stored byte and check it');
  strongroom(place, 'verify', plan, '--level', 'deep');
}

/** The whole round in a temporary folder. Gives the exit code. */
export function demo() {
  if (!existsSync(cli)) throw new Error('the command line has not been built: "npm run build" says why');
  const place = makePlace();
  const started = performance.now();
  try {
    play(place);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `\nThe demo is complete: full, incremental, differential, two restores and a deep verify agree (${seconds} s).`,
    );
    return 0;
  } catch (error) {
    console.error(`\nThe demo failed: ${error.message}`);
    return 1;
  } finally {
    rmSync(place.base, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await end(async () => {
    const { forTerminal, setup } = await import('./setup.mjs');
    await setup({ ...forTerminal, quiet: true });
    return demo();
  });
}
