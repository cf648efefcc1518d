import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { node24 } from '../../parts/place.mjs';
import { measure } from '../measure.mjs';
import { editInPlace, insertInFront, makeMixedFile, readThrough } from '../test-tree.mjs';
import { Log, turn } from './tree.mjs';

const FLOOR = fileURLToPath(new URL('../floor/changed-pieces.mjs', import.meta.url));
const BYTES = 1.5e9;
const EDITS = 160;
const INSERT_INTO = 300e6;
const INSERTED = 1024 * 1024;
const INSERTS = 8;

/** One file of 1.5 GB: full, and again after 160 pages of it were overwritten. */
export const largeFile = {
  cases: ['large-file', 'edits'],
  async run({ all, folder, scale, rounds, wants, note, work }) {
    const { ours, restic } = all;
    const programs = [ours, restic].filter((each) => each.version);
    const file = join(folder, 'source', 'mixed.db');
    makeMixedFile(file, { bytes: BYTES * scale, seed: 2 });
    const about = `one file of ${Math.round((BYTES * scale) / 1e6)} MB`;
    const log = new Log(note);
    const grown = new Map(programs.map((each) => [each.name, []]));
    for (let round = 1; round <= rounds; round++) {
      const place = join(folder, `round-${round}`);
      mkdirSync(place);
      const vaults = new Map();
      for (const each of turn(programs, round)) {
        vaults.set(each, await each.begin(place, join(folder, 'source')));
        readThrough(join(folder, 'source'));
        log.add('full', each.name, await vaults.get(each).full());
      }
      if (!wants('edits')) continue;
      const pieces = join(place, 'pieces');
      await measure(node24(), [FLOOR, file, pieces], { work });
      editInPlace(file, { edits: EDITS, seed: 100 + round });
      for (const each of turn(programs, round)) {
        const before = vaults.get(each).stored();
        readThrough(join(folder, 'source'));
        log.add('edits', each.name, await vaults.get(each).again());
        grown.get(each.name).push(vaults.get(each).stored() - before);
      }
      readThrough(join(folder, 'source'));
      log.add('edits', 'floor', await measure(node24(), [FLOOR, file, pieces], { work }));
    }
    if (!restic.version) return [];
    const row = (verb, what, limit) => ({
      case: verb === 'full' ? 'large-file' : verb,
      what,
      unit: 's',
      ours: log.seconds(verb, ours.name),
      against: restic.name,
      theirs: log.seconds(verb, restic.name),
      limit,
    });
    const bytes = { unit: 'bytes', ours: grown.get(ours.name), theirs: grown.get(restic.name), limit: 1 };
    return [
      ...(wants('large-file') ? [row('full', `Full backup of one large file (${about})`, 0.8)] : []),
      ...(wants('edits')
        ? [
            row('edits', `${EDITS} pages of 4 KiB overwritten: time (${about})`, 0.35),
            {
              ...row('edits', `${EDITS} pages of 4 KiB overwritten: time (${about})`, 1.25),
              against: 'floor',
              theirs: log.seconds('edits', 'floor'),
            },
            { ...row('edits', `${EDITS} pages of 4 KiB overwritten: bytes stored (${about})`), ...bytes },
          ]
        : []),
    ];
  },
};

/** Bytes in front of everything else: what a program that cuts at fixed places stores anew is the whole file. */
export const insert = {
  cases: ['insert'],
  async run({ all, folder, scale, note }) {
    const { ours, restic } = all;
    const programs = [ours, restic].filter((each) => each.version);
    const file = join(folder, 'source', 'mixed.db');
    makeMixedFile(file, { bytes: INSERT_INTO * scale, seed: 3 });
    const log = new Log(note);
    const vaults = new Map();
    const grown = new Map(programs.map((each) => [each.name, []]));
    for (const each of programs) {
      vaults.set(each, await each.begin(folder, join(folder, 'source')));
      log.add('first', each.name, await vaults.get(each).full());
    }
    for (let n = 0; n < INSERTS; n++) {
      insertInFront(file, { bytes: INSERTED, seed: 200 + n });
      for (const each of programs) {
        const before = vaults.get(each).stored();
        readThrough(join(folder, 'source'));
        log.add('insert', each.name, await vaults.get(each).again());
        grown.get(each.name).push(vaults.get(each).stored() - before);
      }
    }
    if (!restic.version) return [];
    const size = Math.round((INSERT_INTO * scale) / 1e6);
    return [
      {
        case: 'insert',
        what: `1 MiB inserted in front of ${size} MB: bytes stored, mean of ${INSERTS}`,
        unit: 'bytes',
        mean: true,
        ours: grown.get(ours.name),
        against: restic.name,
        theirs: grown.get(restic.name),
        limit: 1,
      },
    ];
  },
};
