import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chart } from './bench/chart.mjs';
import { contenders, versionOf } from './bench/contenders.mjs';
import { commandLines, stopMeasured } from './bench/measure.mjs';
import { markdown } from './bench/report.mjs';
import { points, rename } from './bench/suites/changes.mjs';
import { insert, largeFile } from './bench/suites/large-file.mjs';
import { manyFiles } from './bench/suites/many-files.mjs';
import { tree } from './bench/suites/tree.mjs';
import { root } from './parts/place.mjs';
import { end } from './parts/run.mjs';

const SUITES = [tree, largeFile, insert, rename, points, manyFiles];
const CASES = SUITES.flatMap((suite) => suite.cases);
const USAGE = `Times Strongroom against restic (and Borg, where it is installed), against a floor and against what the system itself can do.
  npm run bench -- [--case NAME ...] [--rounds 3] [--scale 1] [--work FOLDER] [--restic PATH] [--tree FOLDER] [--out FOLDER]
Cases: ${CASES.join(' ')}
--work must be on the disk to measure; it needs 40 GB, and what is made there is removed again. --scale makes everything smaller, for a
try. --tree takes a copy of this folder in place of the made one. All cases at full size write docs/benchmarks/<date>.md; other runs
write only where --out says.`;

await end(async () => {
  const wanted = options();
  if (!wanted) {
    console.error(USAGE);
    return 2;
  }
  const { forTerminal, setup } = await import('./setup.mjs');
  await setup({ ...forTerminal, quiet: true });
  const work = mkdtempSync(join(wanted.work, 'strongroom-bench-'));
  const remove = () => rmSync(work, { recursive: true, force: true });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(
      signal,
      () =>
        void stopMeasured()
          .then(remove)
          .then(() => process.exit(130)),
    );
  }
  try {
    return await bench(wanted, work);
  } finally {
    remove();
  }
});

function options() {
  const text = (value) => ({ type: 'string', default: value });
  const { values } = parseArgs({
    options: {
      case: { type: 'string', multiple: true, default: [] },
      rounds: text('3'),
      scale: text('1'),
      work: text(tmpdir()),
      restic: text('restic'),
      tree: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [rounds, scale] = [Number(values.rounds), Number(values.scale)];
  const from = process.env.INIT_CWD ?? process.cwd();
  const isWrong =
    values.help ||
    values.case.some((name) => !CASES.includes(name)) ||
    !Number.isInteger(rounds) ||
    rounds < 1 ||
    !(scale > 0) ||
    (values.tree !== undefined && !existsSync(resolve(from, values.tree)));
  if (isWrong) return undefined;
  const isWhole = values.case.length === 0 && scale === 1 && rounds >= 3 && values.tree === undefined;
  const out = values.out === undefined ? isWhole && join(root, 'docs', 'benchmarks') : resolve(from, values.out);
  return {
    cases: new Set(values.case.length > 0 ? values.case : CASES),
    rounds,
    scale,
    work: resolve(from, values.work),
    restic: values.restic.includes('/') ? resolve(from, values.restic) : values.restic,
    given: values.tree && resolve(from, values.tree),
    out,
  };
}

async function bench({ cases, rounds, scale, restic, given, out }, work) {
  const began = performance.now();
  const all = contenders({ restic, work });
  if (!all.restic.version) console.error(`no restic (${restic}): what is compared with it is left out`);
  const rows = [];
  let before;
  for (const [i, suite] of SUITES.entries()) {
    if (!suite.cases.some((name) => cases.has(name))) continue;
    // Not while a suite runs: some file systems make new files slowly for a while after many were removed. What the last one
    // has left goes after the tables are told and written, for which nobody should wait for minutes.
    if (before) rmSync(before, { recursive: true, force: true });
    const folder = join(work, `suite-${i + 1}`);
    before = folder;
    mkdirSync(folder);
    const note = (text) => process.stderr.write(`${suite.cases[0]}: ${text}\n`);
    const wants = (name) => cases.has(name);
    rows.push(...(await suite.run({ all, folder, scale, rounds, wants, note, given, work })));
  }
  const date = new Date().toISOString().slice(0, 10);
  const report = (chartName) =>
    markdown(rows, {
      date,
      rounds,
      scale,
      work,
      versions: versions(all),
      commands: commandLines,
      minutes: Math.ceil((performance.now() - began) / 60_000),
      chart: chartName,
    });
  console.log(report());
  if (!out) return 0;
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, `${date}.svg`), chart(rows, `Strongroom, benchmark of ${date}`));
  writeFileSync(join(out, `${date}.md`), report(`${date}.svg`));
  console.error(`written to ${relative(process.cwd(), join(out, `${date}.md`))}`);
  return 0;
}

function versions({ ours, restic, borg }) {
  return [
    `Strongroom ${ours.version}, Node ${process.version} in ${process.arch}`,
    ...[restic.version, borg.version, versionOf('tar'), versionOf('zstd'), versionOf('find')].filter(Boolean),
  ];
}
