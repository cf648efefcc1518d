import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { contenders } from './bench/contenders.mjs';
import { median } from './bench/measure.mjs';
import { end } from './parts/run.mjs';

const VERBS = ['full', 'unchanged', 'changed', 'restore', 'verify'];
const USAGE = `Times Strongroom against tar | zstd, restic and Borg (those installed) on a copy of a tree.
  npm run bench -- --tree FOLDER [--rounds 3] [--work FOLDER] [--restic PATH]
--work must be on the disk to measure; what is made there is removed again.`;

await end(async () => {
  const { values } = parseArgs({
    options: {
      tree: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      work: { type: 'string', default: tmpdir() },
      restic: { type: 'string', default: 'restic' },
    },
  });
  if (!values.tree || !existsSync(values.tree)) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const { forTerminal, setup } = await import('./setup.mjs');
  await setup({ ...forTerminal, quiet: true });
  const from = process.env.INIT_CWD ?? process.cwd();
  const work = mkdtempSync(join(resolve(from, values.work), 'strongroom-bench-'));
  const tree = join(work, 'tree');
  try {
    // A copy, so that files can be changed for the changed incremental.
    execFileSync('cp', ['-a', resolve(from, values.tree), tree]);
    await bench(work, tree, Number(values.rounds), values.restic);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

async function bench(work, tree, rounds, restic) {
  const all = contenders(tree, restic);
  const files = filesIn(tree);
  const results = new Map(all.map((each) => [each.name, Object.fromEntries(VERBS.map((verb) => [verb, []]))]));
  const stored = new Map(all.map((each) => [each.name, []]));
  for (let round = 1; round <= rounds; round++) {
    // Nothing is deleted in between: some file systems make new files slowly for a while after many were removed.
    const place = join(work, `round-${round}`);
    mkdirSync(place);
    for (const verb of VERBS) {
      if (verb === 'changed') touch(files, round);
      for (const each of all) {
        if (verb === 'full') await each.start(place);
        if (!each[verb]) continue;
        spawnSync('sync');
        const result = await each[verb]();
        results.get(each.name)[verb].push(result);
        process.stderr.write(`round ${round} ${verb} ${each.name}: ${result.seconds.toFixed(2)} s\n`);
        if (verb === 'changed' || (verb === 'full' && !each.changed)) stored.get(each.name).push(sizeMb(each.stored()));
      }
    }
  }
  print(all, results, stored, tree, files.length, rounds);
}

/** One file in a hundred gets a line more. */
function touch(files, round) {
  for (let i = round; i < files.length; i += 100) appendFileSync(files[i], `changed in round ${round}\n`);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function print(all, results, stored, tree, files, rounds) {
  const [ours, ...others] = all;
  const seconds = (name, verb) => median(results.get(name)[verb].map((result) => result.seconds));
  const cell = (other, verb) => {
    if (results.get(other.name)[verb].length === 0) return '-';
    return `${(seconds(ours.name, verb) / seconds(other.name, verb)).toFixed(2)} (${seconds(other.name, verb).toFixed(2)} s)`;
  };
  const peak = (each) =>
    Math.max(...VERBS.flatMap((verb) => results.get(each.name)[verb].map((result) => result.peak)));
  const row = (...cells) => `| ${cells.join(' | ')} |`;
  console.log(
    [
      `${files} files, ${sizeMb(tree)} MB; ${rounds} rounds in turn, medians; ${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB; every program at its default compression.`,
      `Versions: ${all.map((each) => `${each.name}: ${each.version}`).join('; ')}`,
      '',
      row('case', 'strongroom', ...others.map((other) => `ratio to ${other.name}`)),
      row(...Array.from({ length: others.length + 2 }, () => '---')),
      ...VERBS.map((verb) =>
        row(verb, `${seconds(ours.name, verb).toFixed(2)} s`, ...others.map((other) => cell(other, verb))),
      ),
      row('stored, MB', median(stored.get(ours.name)), ...others.map((other) => median(stored.get(other.name)))),
      row('peak memory, MB', peak(ours).toFixed(0), ...others.map((other) => peak(other).toFixed(0))),
    ].join('\n'),
  );
}

function sizeMb(path) {
  return Number(execFileSync('du', ['-sm', '--apparent-size', path], { encoding: 'utf8' }).split('\t')[0]);
}
