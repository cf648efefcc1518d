import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';
import { mean, median } from './measure.mjs';

/** What a row comes to: its own figure, the other's, their ratio, and whether the target is met (undefined where there is none). */
export function outcome(row) {
  const middle = row.mean ? mean : median;
  const ours = middle(row.ours);
  const theirs = row.theirs && middle(row.theirs);
  const ratio = theirs === undefined ? undefined : ours / theirs;
  const met = row.limit === undefined ? undefined : (ratio ?? ours) <= row.limit;
  return { ours, theirs, ratio, met };
}

export function markdown(rows, { date, rounds, scale, versions, commands, work, minutes, chart }) {
  const line = (...cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    `# Benchmark of ${date}`,
    '',
    `Made by \`npm run bench\` in ${minutes} minutes${scale === 1 ? '' : `, **at ${scale} of the real sizes**: no measure of anything but the bench itself`}. Programs in turn,`,
    `medians of ${rounds} rounds (of one where only bytes are compared); files in the page cache, everything written flushed before each run.`,
    'A ratio below 1 is in favour of Strongroom.',
    '',
    ...(chart ? [`![Ratios and targets](${chart})`, ''] : []),
    line('case', 'Strongroom', 'compared with', 'theirs', 'ratio', 'target', 'met'),
    line('---', '---:', '---', '---:', '---:', '---:', '---'),
    ...rows.map((row) => {
      const { ours, theirs, ratio, met } = outcome(row);
      const target = row.limit === undefined ? '' : `≤ ${limitText(row)}`;
      const cells = [
        row.what,
        figure(ours, row.unit),
        row.against ?? '',
        theirs === undefined ? '' : figure(theirs, row.unit),
      ];
      return line(...cells, ratio?.toFixed(2) ?? '', target, met === undefined ? '' : met ? 'yes' : '**no**');
    }),
    '',
    '## Single runs',
    '',
    line('case', 'Strongroom', 'compared with', 'theirs'),
    line('---', '---', '---', '---'),
    ...rows.map((row) => line(row.what, list(row.ours, row.unit), row.against ?? '', list(row.theirs ?? [], row.unit))),
    '',
    '## Machine and versions',
    '',
    `- ${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, ${fileSystem(work)}`,
    ...versions.map((version) => `- ${version}`),
    '',
    '## Commands',
    '',
    'What was measured, `$WORK` being a new folder. Strongroom and Borg run at their default compression, restic too where nothing else is said. The',
    'files are made by `scripts/bench/test-tree.mjs` from fixed seeds.',
    '',
    '```',
    `npm run bench -- --rounds ${rounds}${scale === 1 ? '' : ` --scale ${scale}`}`,
    ...[...commands].sort(),
    '```',
    '',
  ].join('\n');
}

function limitText(row) {
  return row.theirs ? row.limit.toFixed(2) : figure(row.limit, row.unit);
}

function list(values, unit) {
  return values.map((value) => figure(value, unit)).join(', ');
}

function figure(value, unit) {
  if (unit !== 'bytes') return `${value.toFixed(unit === 's' ? 2 : 0)} ${unit}`;
  return value < 1e6 ? `${(value / 1e3).toFixed(1)} kB` : `${(value / 1e6).toFixed(2)} MB`;
}

function fileSystem(path) {
  try {
    return execFileSync('stat', ['-f', '-c', '%T', path], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown file system';
  }
}
