import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { contentOf, filesIn, kindOf, put, zipOf } from './office-tree.ts';
import type { Prng } from './prng.ts';

interface Day {
  readonly root: string;
  readonly prng: Prng;
  /** Of the simulation, for names that are new. */
  readonly day: number;
}

const papers = ({ root }: Day): string[] =>
  filesIn(root).filter((path) => /[/\\](letters|books|payments|archive)[/\\]/.test(path));
const some = (prng: Prng, paths: readonly string[], share: number): string[] => paths.filter(() => prng.chance(share));
const rewrite = (prng: Prng, path: string): void => writeFileSync(path, contentOf(kindOf(path), prng));

/** A few papers written, changed, thrown away. */
export function ordinaryDay(day: Day): void {
  const { root, prng } = day;
  for (const path of some(prng, papers(day), 0.04)) rewrite(prng, path);
  for (const path of some(prng, papers(day), 0.01)) rmSync(path);
  for (let i = prng.int(1, 8); i > 0; i--) {
    const kind = prng.pick(['docx', 'xlsx', 'pdf', 'txt', 'jpg', 'csv']);
    put(join(root, 'letters', '2026-11', `day ${day.day} paper ${i}.${kind}`), contentOf(kind, prng));
  }
  // What a browser keeps comes and goes, and looks like noise.
  const kept = filesIn(root).filter((path) => /[/\\]cache[/\\]/.test(path));
  for (const path of some(prng, kept, 0.3)) rmSync(path);
  for (let i = Math.ceil(kept.length * 0.3); i > 0; i--)
    put(join(root, 'profile', 'cache', prng.int(0, 1e9).toString(16)), prng.bytes(900));
}

function monthEnd(day: Day): void {
  const all = papers(day);
  const month = dirname(day.prng.pick(all));
  for (const path of all.filter((each) => dirname(each) === month)) {
    const to = join(day.root, 'archive', basename(month), basename(path).replace(/(\.\w+)$/, ' (closed)$1'));
    put(to, Buffer.alloc(0));
    renameSync(path, to);
  }
}

function softwareUpdate(day: Day): void {
  const parts = filesIn(join(day.root, 'program'));
  for (const path of some(day.prng, parts, 0.7)) rewrite(day.prng, path);
  for (const path of some(day.prng, filesIn(join(day.root, 'program')), 0.2)) rmSync(path);
  for (let i = 0; i < parts.length / 2; i++)
    put(
      join(day.root, 'program', `v${day.day}-${i}.${day.prng.pick(['dll', 'dat', 'pak'])}`),
      contentOf('dll', day.prng),
    );
}

function photoImport(day: Day): void {
  for (let i = day.prng.int(30, 120); i > 0; i--)
    for (const kind of [day.prng.pick(['jpg', 'jpg', 'cr2', 'raf'])])
      put(join(day.root, 'photos', `trip ${day.day}`, `DSC${i}.${kind}`), contentOf(kind, day.prng));
}

function folderIntoZip(day: Day): void {
  const all = papers(day);
  const month = dirname(day.prng.pick(all));
  const old = all.filter((path) => dirname(path) === month);
  const whole = Buffer.concat(old.map((path) => readFileSync(path)));
  put(join(day.root, 'archive', `${basename(month)} of day ${day.day}.zip`), zipOf('all', whole));
  rmSync(month, { recursive: true });
}

function gitCheckout(day: Day): void {
  const sources = filesIn(join(day.root, 'tool', 'src'));
  for (const path of some(day.prng, sources, 0.6)) rewrite(day.prng, path);
  for (const path of some(day.prng, filesIn(join(day.root, 'tool', 'src')), 0.2)) rmSync(path);
  for (let i = 0; i < sources.length / 3; i++) {
    put(join(day.root, 'tool', 'src', `b${day.day}-${i}.ts`), contentOf('ts', day.prng));
    put(join(day.root, 'tool', '.git', 'objects', 'aa', `${day.day}${i}`), contentOf('obj', day.prng));
  }
}

/** All old documents saved in the new format. */
function conversion(day: Day): void {
  for (const path of papers(day).filter((each) => each.endsWith('.doc'))) {
    rmSync(path);
    put(`${path}x`, contentOf('docx', day.prng));
  }
}

function imagesSavedAgain(day: Day): void {
  for (const path of papers(day).filter((each) => /\.(jpg|png)$/.test(each))) rewrite(day.prng, path);
}

function oldFolderThrownAway(day: Day): void {
  rmSync(dirname(day.prng.pick(papers(day))), { recursive: true });
}

/** For head office, with a password. */
function lockedZip(day: Day): void {
  put(join(day.root, 'payments', `report ${day.day}.zip`), zipOf('report', contentOf('xlsx', day.prng), true));
}

function allPapersTouched(day: Day): void {
  for (const path of papers(day).filter((each) => /\.(txt|csv|html|md)$/.test(each)))
    writeFileSync(path, `${readFileSync(path, 'utf8')}\r\n`);
}

export const SPECIAL_DAYS = {
  'month-end renames': monthEnd,
  'software update': softwareUpdate,
  'photo import': photoImport,
  'folder into a ZIP': folderIntoZip,
  'git checkout': gitCheckout,
  conversion,
  'images saved again': imagesSavedAgain,
  'old folder thrown away': oldFolderThrownAway,
  'ZIP with a password': lockedZip,
  'all texts touched': allPapersTouched,
} as const satisfies Record<string, (day: Day) => void>;

export type SpecialDay = keyof typeof SPECIAL_DAYS;

/** An ordinary day, and whatever else happened on it. */
export function live(day: Day, special: SpecialDay | undefined): void {
  if (papers(day).length > 20 && special) SPECIAL_DAYS[special](day);
  ordinaryDay(day);
  if (!existsSync(day.root)) throw new Error('an office does not throw itself away');
}
