import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeTree } from '../test-tree.mjs';
import { Log } from './tree.mjs';

const FEW = 100_000;
const MANY = 1_000_000;
const BYTES_PER_FILE = 600;

/** Whether cost grows in line: a million files against a hundred thousand, time a file, and memory. */
export const manyFiles = {
  cases: ['million'],
  async run({ all: { ours }, folder, scale, rounds, note }) {
    const log = new Log(note);
    const sizes = [FEW, MANY].map((files) => Math.round(files * scale));
    for (const files of sizes) {
      makeTree(join(folder, `files-${files}`), { files, bytes: files * BYTES_PER_FILE, seed: 6 });
    }
    for (let round = 1; round <= rounds; round++) {
      for (const files of sizes) {
        const place = join(folder, `round-${round}`, `${files}`);
        mkdirSync(place, { recursive: true });
        const vault = await ours.begin(place, join(folder, `files-${files}`));
        log.add(`full-${files}`, 'ours', await vault.full());
        log.add(`unchanged-${files}`, 'ours', await vault.again());
        if (round > 1 || files !== sizes[1]) continue;
        log.add(`restore-${files}`, 'ours', await vault.restore());
        log.add(`verify-${files}`, 'ours', await vault.verify());
      }
    }
    const [few, many] = sizes;
    const each = (verb, files) => log.seconds(`${verb}-${files}`, 'ours').map((seconds) => (seconds / files) * 1e6);
    const row = (verb, what) => ({
      case: 'million',
      what: `${what}: time a file, ${many} files`,
      unit: 'µs',
      ours: each(verb, many),
      against: `${few} files`,
      theirs: each(verb, few),
      limit: 1.3,
    });
    return [
      row('full', 'Full backup'),
      row('unchanged', 'Nothing changed'),
      {
        case: 'million',
        what: `Peak memory, ${many} files, all verbs`,
        unit: 'MB',
        ours: [log.peak('ours')],
        limit: 600,
      },
    ];
  },
};
