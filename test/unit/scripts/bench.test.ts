import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chart } from '../../../scripts/bench/chart.mjs';
import { markdown, outcome } from '../../../scripts/bench/report.mjs';
import {
  changeTree,
  editInPlace,
  filesIn,
  insertInFront,
  makeMixedFile,
  makeTree,
} from '../../../scripts/bench/test-tree.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-bench-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function digest(): string {
  const hash = createHash('sha256');
  for (const path of filesIn(folder)) hash.update(path.slice(folder.length)).update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}

const row = {
  case: 'full',
  what: 'Full | small',
  unit: 's',
  against: 'restic',
  ours: [1, 9, 2],
  theirs: [8, 4, 5],
  limit: 0.45,
};

describe('the files that are measured on', () => {
  it('are the same for everybody', () => {
    makeTree(join(folder, 'tree'), { files: 230, bytes: 500_000, seed: 1 });
    const tree = digest();
    changeTree(join(folder, 'tree'), { round: 1, seed: 2 });
    const changed = digest();
    makeMixedFile(join(folder, 'large'), { bytes: 3_000_000, seed: 2 });
    editInPlace(join(folder, 'large'), { edits: 5, seed: 3 });
    insertInFront(join(folder, 'large'), { bytes: 1000, seed: 4 });

    expect([tree, changed, digest()]).toEqual(['2565b0a6b2d56a27', 'de66df4fd7bf5ca7', '420c8024f44c34c4']);
    expect(statSync(join(folder, 'large')).size).toBe(3_001_000);
    expect(filesIn(join(folder, 'tree')).length).toBe(230);
  });
});

describe('the report of a benchmark', () => {
  it('divides medians, means where it says so, and tells whether the target is met', () => {
    expect(outcome(row)).toEqual({ ours: 2, theirs: 5, ratio: 0.4, met: true });
    expect(outcome({ ...row, mean: true })).toMatchObject({ ours: 4, met: false });
    expect(outcome({ ...row, limit: undefined }).met).toBeUndefined();
    expect(outcome({ case: 'memory', what: '', unit: 'MB', ours: [401], limit: 400 })).toMatchObject({ met: false });
  });

  it('says of a try at other sizes that it is one, and breaks no table', () => {
    const rest = {
      date: '2026-11-21',
      rounds: 3,
      versions: [],
      commands: new Set(['tar -x']),
      work: folder,
      minutes: 1,
    };

    const text = markdown([row], { ...rest, scale: 0.1, chart: undefined });

    expect(text).toContain('| Full \\| small | 2.00 s | restic | 5.00 s | 0.40 | ≤ 0.45 | yes |');
    expect(text).toContain('**at 0.1 of the real sizes**');
    expect(markdown([row], { ...rest, scale: 1, chart: 'x.svg' })).not.toContain('real sizes');
  });

  it('draws a bar as long as the part of the target that was used, in colours for light and dark', () => {
    const svg = chart([row, { ...row, limit: 0.2 }, { ...row, limit: undefined }], 'a < b');

    const bars = [...svg.matchAll(/class="(met|missed)" x="\d+" y="\d+" width="([\d.]+)"/g)].map((bar) => bar.slice(1));
    expect(bars).toEqual([
      ['met', '133.3'],
      ['missed', '300.0'],
    ]);
    expect(svg).toContain('a &lt; b');
    expect(svg).toContain('prefers-color-scheme:dark');
  });
});
