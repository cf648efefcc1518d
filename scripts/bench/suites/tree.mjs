import { cpSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { node24 } from '../../parts/place.mjs';
import { measure } from '../measure.mjs';
import { bytesIn, filesIn, makeTree, readThrough } from '../test-tree.mjs';

const FILES = 73_000;
const BYTES = 1.4e9;
const FLOOR = { name: 'floor' };
const floor = (name) => fileURLToPath(new URL(`../floor/${name}.mjs`, import.meta.url));

/** 70,000 small files: full, unchanged, restore, verify, memory. */
export const tree = {
  cases: ['full', 'unchanged', 'restore', 'verify', 'memory'],
  async run({ all, folder, scale, rounds, wants, note, given, work }) {
    const { ours, restic, borg } = all;
    const source = join(folder, 'tree');
    if (given) cpSync(given, source, { recursive: true, preserveTimestamps: true });
    else makeTree(source, { files: Math.round(FILES * scale), bytes: BYTES * scale, seed: 1 });
    const about = `${filesIn(source).length} files, ${Math.round(bytesIn(source) / 1e6)} MB`;
    const log = new Log(note);
    if (wants('unchanged')) await starts(log, ours, restic);
    if (wants('restore')) await archive(source, folder, work);
    const frames = join(folder, 'frames');
    if (wants('restore') || wants('verify')) await measure(node24(), [floor('archive'), source, frames], { work });
    const programs = [ours, restic, borg].filter((each) => each.version);
    let vaults;
    for (let round = 1; round <= rounds; round++) {
      const place = join(folder, `round-${round}`);
      mkdirSync(place);
      if (!vaults || wants('full')) {
        vaults = new Map();
        for (const each of turn(wants('full') ? [...programs, FLOOR] : programs, round)) {
          if (each !== FLOOR) vaults.set(each, await each.begin(place, source));
          readThrough(source);
          const run =
            each === FLOOR ? measure(node24(), [floor('full'), source, place], { work }) : vaults.get(each).full();
          log.add('full', each.name, await run);
        }
      }
      const inTurn = turn(programs, round);
      if (wants('unchanged')) {
        for (const each of inTurn) log.add('unchanged', each.name, await vaults.get(each).again());
        const line = 'find "$1" -printf "%p %s %T@ %C@ %i\\n" > "$2"';
        const find = await measure('sh', ['-c', line, 'sh', source, join(place, 'found')], { work });
        log.add('unchanged', 'find', find);
        log.add('unchanged', 'floor', await measure(node24(), [floor('look'), source], { work }));
      }
      if (wants('restore')) {
        for (const each of inTurn) log.add('restore', each.name, await vaults.get(each).restore());
        const to = join(place, 'floor-restored');
        log.add('restore', 'floor', await measure(node24(), [floor('read'), frames, to], { work }));
        for (const [name, line] of UNPACK) {
          const to = join(place, `unpacked-${name.length}`);
          mkdirSync(to);
          log.add('restore', name, await measure('sh', ['-c', line, 'sh', join(folder, 'tree.tar'), to], { work }));
        }
      }
      if (wants('verify')) {
        for (const each of inTurn) log.add('verify', each.name, await vaults.get(each).verify());
        log.add('verify', 'floor', await measure(node24(), [floor('read'), frames], { work }));
      }
    }
    return rowsOf({ log, about, wants, ours: ours.name, theirs: restic.version && restic.name });
  },
};

const UNPACK = [
  ['tar -x', 'tar -xf "$1" -C "$2"'],
  ['zstd -dc | tar -x', 'zstd -qdc "$1.zst" | tar -xf - -C "$2"'],
];

async function archive(source, folder, work) {
  const line = 'tar -cf "$2" -C "$1" . && zstd -q1 -T0 "$2"';
  await measure('sh', ['-c', line, 'sh', source, join(folder, 'tree.tar')], { work });
}

async function starts(log, ...programs) {
  for (let i = 0; i < 5; i++) {
    for (const each of programs) if (each.version) log.add('start', each.name, await each.start());
    log.add('start', 'floor', await measure(node24(), ['-e', '0'], {}));
  }
}

/** Each is first once in as many rounds as there are of them: what is slower for who comes first, or later, evens out. */
export function turn(list, round) {
  const first = (round - 1) % list.length;
  return [...list.slice(first), ...list.slice(0, first)];
}

/** Measurements by case and program. */
export class Log {
  #results = new Map();
  #note;

  constructor(note) {
    this.#note = note;
  }

  add(verb, name, result) {
    const key = `${verb} ${name}`;
    this.#results.set(key, [...(this.#results.get(key) ?? []), result]);
    this.#note(`${key}: ${result.seconds.toFixed(2)} s, ${result.peak.toFixed(0)} MB`);
  }

  seconds(verb, name) {
    return (this.#results.get(`${verb} ${name}`) ?? []).map((result) => result.seconds);
  }

  /** Largest of a program over all that it did. */
  peak(name) {
    const own = [...this.#results].filter(([key]) => key.endsWith(` ${name}`)).flatMap(([, results]) => results);
    return Math.max(...own.map((result) => result.peak));
  }
}

function rowsOf({ log, about, wants, ours, theirs }) {
  const start = (name) => log.seconds('start', name).toSorted((a, b) => a - b)[2] ?? 0;
  const without = (name) => log.seconds('unchanged', name).map((seconds) => Math.max(0.001, seconds - start(name)));
  const rows = [];
  const add = (verb, what, against, limit, values = {}) => {
    const row = { case: verb, what: `${what} (${about})`, unit: 's', against, limit };
    const filled = { ...row, ours: log.seconds(verb, ours), theirs: log.seconds(verb, against), ...values };
    if (wants(verb) && filled.theirs.length > 0) rows.push(filled);
  };
  if (theirs) add('full', 'Full backup', theirs, 0.45);
  add('full', 'Full backup', 'floor', 1.25);
  const since = { ours: without(ours) };
  if (theirs) add('unchanged', 'Nothing changed, start left out', theirs, 0.25, { ...since, theirs: without(theirs) });
  add('unchanged', 'Nothing changed, start left out', 'find', 3, since);
  add('unchanged', 'Nothing changed, start left out', 'floor', undefined, { ...since, theirs: without('floor') });
  if (theirs) add('restore', 'Full restore', theirs, 0.8);
  add('restore', 'Full restore', 'tar -x', 1.15);
  add('restore', 'Full restore', 'zstd -dc | tar -x', undefined);
  add('restore', 'Full restore', 'floor', 1.25);
  if (theirs) add('verify', 'Every file decoded and compared', theirs, 0.8);
  add('verify', 'Every file decoded and compared', 'floor', 1.25);
  add('full', 'Full backup', 'Borg', undefined);
  add('unchanged', 'Nothing changed', 'Borg', undefined);
  add('restore', 'Full restore', 'Borg', undefined);
  add('verify', 'Every file decoded and compared', 'Borg', undefined);
  if (wants('memory')) {
    rows.push({ case: 'memory', what: `Peak memory (${about})`, unit: 'MB', ours: [log.peak(ours)], limit: 400 });
    if (theirs) rows.push({ ...rows.at(-1), against: theirs, theirs: [log.peak(theirs)], limit: undefined });
  }
  return rows;
}
