import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { bytesIn, changeTree, makeTree } from '../test-tree.mjs';
import { Log } from './tree.mjs';

const RENAMED_FILES = 10_000;
const RENAMED_BYTES = 200e6;
const FILES = 73_000;
const BYTES = 1.4e9;
const POINTS = 5;

/** A renamed folder costs its names. What is stored is the same every time, so that one round will do. */
export const rename = {
  cases: ['rename'],
  async run({ all, folder, scale, note }) {
    const { ours, restic } = all;
    const source = join(folder, 'source');
    const files = Math.round(RENAMED_FILES * scale);
    makeTree(join(source, 'before'), { files, bytes: RENAMED_BYTES * scale, seed: 4 });
    const size = bytesIn(source);
    const log = new Log(note);
    const grown = new Map();
    const vaults = new Map();
    for (const each of [ours, restic].filter((program) => program.version)) {
      vaults.set(each, await each.begin(folder, source));
      log.add('first', each.name, await vaults.get(each).full());
    }
    renameSync(join(source, 'before'), join(source, 'after'));
    for (const [each, vault] of vaults) {
      const before = vault.stored();
      log.add('rename', each.name, await vault.again());
      grown.set(each, vault.stored() - before);
    }
    const row = { case: 'rename', unit: 'bytes', ours: [grown.get(ours)] };
    const what = `Folder of ${files} files renamed: bytes stored`;
    return [
      { ...row, what, against: 'the size of the folder', theirs: [size], limit: 0.02 },
      ...(restic.version ? [{ ...row, what, against: restic.name, theirs: [grown.get(restic)] }] : []),
    ];
  },
};

/** How much is stored of a full and five points on it, at the level of zstd that both call their fastest. */
export const points = {
  cases: ['stored'],
  async run({ all, folder, scale, note }) {
    const { ours, restic } = all;
    const source = join(folder, 'source');
    makeTree(source, { files: Math.round(FILES * scale), bytes: BYTES * scale, seed: 5 });
    const log = new Log(note);
    const vaults = new Map();
    for (const each of [ours, restic].filter((program) => program.version)) {
      vaults.set(each, await each.begin(folder, source, { compression: 'fastest' }));
      log.add('first', each.name, await vaults.get(each).full());
    }
    for (let round = 1; round <= POINTS; round++) {
      changeTree(source, { round, seed: 300 });
      for (const [each, vault] of vaults) log.add('changed', each.name, await vault.again());
    }
    if (!restic.version) return [];
    const theirs = { against: `${restic.name} (fastest)`, theirs: [vaults.get(restic).stored()] };
    const what = `Stored: a full and ${POINTS} changed points, level 1`;
    return [
      { case: 'stored', what, unit: 'bytes', ours: [vaults.get(ours).stored()], ...theirs, limit: 1.02 },
      {
        case: 'stored',
        what: 'A changed point (time)',
        unit: 's',
        ours: log.seconds('changed', ours.name),
        against: theirs.against,
        theirs: log.seconds('changed', restic.name),
      },
    ];
  },
};
