import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry, FileEntry } from '../../electron/engine/archive/index.ts';
import { rawFromText } from '../../electron/engine/base/index.ts';
import { temporaryFor } from '../../electron/engine/restore/restore-target.ts';
import { file, folder, link } from './crafted-entries.ts';
import { ESCAPED } from './escape-names.ts';

export const PRECIOUS = 'what nobody may touch';
export const OTHER = 'something else';

/** Where a trick is played, and what it could do harm to. */
export interface Stage {
  /** The trick's own folder in the target, and its name, which is the first component of all its entries. */
  readonly here: string;
  readonly label: string;
  /** A folder beside the target, with a file `precious` and a folder `room`. */
  readonly outside: string;
  /** The entry of a file with just the content of `precious`, and of one with another. */
  readonly same: FileEntry;
  readonly other: FileEntry;
}

/** One way to make a restore write through a link. */
export interface LinkTrick {
  readonly what: string;
  /** What is in the target before the restore. */
  plant?(stage: Stage): void;
  entries(stage: Stage): Entry[];
  /** Below the trick's folder: what a restore that replaces must name as not given, and what it must give as a file or folder of its own. */
  readonly refused: readonly string[];
  readonly given?: readonly string[];
  readonly contents?: Readonly<Record<string, string>>;
}

const inside = ({ label }: Stage, name: string): string => rawFromText(name === '' ? label : `${label}/${name}`);

/** A link in the listing, and something that would go through it. */
function through(
  what: string,
  target: string | ((stage: Stage) => string),
  more: { door?: string; way?: string; refused?: readonly string[]; given?: readonly string[] } = {},
): LinkTrick {
  const { door = 'door', way = `${door}/${ESCAPED}` } = more;
  return {
    what,
    entries: (stage) => [
      folder(inside(stage, '')),
      link(inside(stage, door), rawFromText(typeof target === 'string' ? target : target(stage))),
      file(inside(stage, way)),
    ],
    refused: more.refused ?? [door],
    given: more.given ?? [way],
  };
}

/** A link that is in the target already. */
function planted(
  what: string,
  plant: (stage: Stage) => void,
  entries: (stage: Stage, at: (name: string) => string) => Entry[],
  refused: readonly string[],
  given: readonly string[] = [],
): LinkTrick {
  return {
    what,
    plant: (stage) => {
      mkdirSync(stage.here, { recursive: true });
      plant(stage);
    },
    entries: (stage) => [folder(inside(stage, '')), ...entries(stage, (name) => inside(stage, name))],
    refused,
    given,
  };
}

/** Entries of the listing alone. */
function listed(
  what: string,
  entries: (stage: Stage, at: (name: string) => string) => Entry[],
  refused: readonly string[],
  given: readonly string[] = [],
): LinkTrick {
  return { what, entries: (stage) => entries(stage, (name) => inside(stage, name)), refused, given };
}

const up = (levels: number): string => '../'.repeat(levels);

const LISTED: readonly LinkTrick[] = [
  through('an absolute link, and a file through it', ({ outside }) => outside),
  through('a relative link', `${up(3)}outside`),
  through('a relative link with turns', `./x/../${up(2)}./../outside/.`),
  through('a link that ends with a slash', ({ outside }) => `${outside}/`),
  through('a link to a folder that is not there yet', ({ outside }) => join(outside, ESCAPED)),
  through('a link to a file', ({ outside }) => join(outside, 'precious')),
  through('a link to the folder above', '..'),
  through('a link to its own folder', '.', { way: `door/door/${ESCAPED}` }),
  through('a link to itself', 'door'),
  through('a link to the root', '/', { way: `door/tmp/${ESCAPED}` }),
  through('a link to where the process is', '/proc/self/cwd'),
  through('a link to the root of the process', '/proc/self/root', { way: `door/tmp/${ESCAPED}` }),
  through('a link to an open file', '/proc/self/fd/1', { way: 'door', given: [] }),
  through('a link to the program', '/proc/self/exe', { way: 'door', given: [] }),
  through('a link to a device', '/dev/zero', { way: 'door', given: [] }),
  through('a link with backslashes', '..\\..\\..\\outside'),
  through('a link to a drive', 'C:\\Windows'),
  through('a link that is relative on a drive', 'C:../..'),
  through('a link to a share', '\\\\127.0.0.1\\c$'),
  through('a link to a share, with slashes', '//127.0.0.1/c$'),
  through('a link to a device path', '\\\\?\\C:\\'),
  through('a link to an object path', '\\??\\C:\\'),
  through('a link with line ends in it', '../../../outside\n\r\u001b[2J'),
  through('a link without a target', ''),
  through('a link with a target of 4096 bytes', './'.repeat(2048)),
  through('a link with a target component that no system has', 'x'.repeat(4000)),
  through('a way back through the link', ({ outside }) => outside, {
    way: `door/../${ESCAPED}`,
    refused: [`door/../${ESCAPED}`],
    given: [],
  }),
  through('a link under another case', ({ outside }) => outside, { door: 'DOOR', way: `door/${ESCAPED}`, refused: [] }),
  through('a link under another normal form', ({ outside }) => outside, {
    door: 'd\u00f6\u00f6r',
    way: `do\u0308o\u0308r/${ESCAPED}`,
    refused: [],
  }),
  through('a link under folded letters', ({ outside }) => outside, {
    door: 'stra\u00dfe',
    way: `STRASSE/${ESCAPED}`,
    refused: [],
  }),
  through('a link under a name with a dot behind it', ({ outside }) => outside, {
    way: `door./${ESCAPED}`,
    refused: [],
  }),
  through('a link under a name with a space behind it', ({ outside }) => outside, {
    way: `door /${ESCAPED}`,
    refused: [],
  }),
  through('a link under a short name', ({ outside }) => outside, {
    door: 'PROGRA~1',
    way: `Program Files/${ESCAPED}`,
    refused: [],
  }),
  listed(
    'the first folder of all is a link',
    ({ outside }, at) => [link(at(''), outside), file(at(ESCAPED)), folder(at('room'))],
    [''],
    [ESCAPED, 'room'],
  ),
  listed(
    'a chain of links',
    ({ outside }, at) => [
      link(at('a'), 'b'),
      link(at('b'), 'c'),
      link(at('c'), outside),
      file(at(`a/${ESCAPED}`)),
      file(at(`a/a/b/${ESCAPED}`)),
    ],
    ['a'],
    [`a/${ESCAPED}`],
  ),
  listed(
    'a chain of links from behind',
    ({ outside }, at) => [link(at('c'), outside), link(at('b'), 'c'), link(at('a'), 'b/..'), file(at(`a/${ESCAPED}`))],
    ['a'],
    [`a/${ESCAPED}`],
  ),
  listed(
    'links in a circle',
    (_, at) => [link(at('a'), 'b'), link(at('b'), 'a'), file(at(`a/b/${ESCAPED}`))],
    ['a'],
    [`a/b/${ESCAPED}`],
  ),
  listed(
    'a link in a link',
    ({ outside }, at) => [link(at('a'), '.'), link(at('a/b'), outside), file(at(`a/b/${ESCAPED}`))],
    ['a', 'a/b'],
    [`a/b/${ESCAPED}`],
  ),
  listed(
    'a folder that becomes a link later',
    ({ outside }, at) => [folder(at('room')), link(at('room'), outside), file(at(`room/${ESCAPED}`))],
    ['room'],
    [`room/${ESCAPED}`],
  ),
  listed(
    'a link that becomes a folder later',
    ({ outside }, at) => [link(at('room'), outside), folder(at('room'), 0o777), file(at(`room/${ESCAPED}`))],
    ['room'],
    [`room/${ESCAPED}`],
  ),
  listed(
    'a file that becomes a link, and then a folder',
    ({ outside }, at) => [
      file(at('precious')),
      link(at('precious'), join(outside, 'precious')),
      file(at(`precious/${ESCAPED}`)),
    ],
    [],
  ),
  listed(
    'two links of one name',
    ({ outside }, at) => [
      folder(at('')),
      link(at('door'), '.'),
      link(at('door'), outside),
      link(at(`door/${ESCAPED}`), '.'),
    ],
    [],
  ),
  listed(
    'a second name for a file behind a link',
    ({ outside }, at) => [
      link(at('door'), outside),
      file(at('door/precious'), { hardLink: 'behind' }),
      file(at('mine'), { hardLink: 'behind' }),
    ],
    ['door'],
    ['door/precious', 'mine'],
  ),
  listed(
    'a second name for a file with a path that leaves',
    (_, at) => [file('../../outside/precious', { hardLink: 'leaving' }), file(at('mine'), { hardLink: 'leaving' })],
    [],
    ['mine'],
  ),
  {
    ...listed(
      'second names of other contents',
      ({ same, other }, at) => [
        { ...same, path: at('one') as FileEntry['path'], hardLink: 'false' },
        { ...other, path: at('two') as FileEntry['path'], hardLink: 'false' },
        file(at('three'), { hardLink: 'false' }),
      ],
      [],
      ['one', 'two', 'three'],
    ),
    contents: { one: PRECIOUS, two: OTHER, three: '' },
  },
];

const PLANTED: readonly LinkTrick[] = [
  planted(
    'a link in the place of a folder',
    ({ here, outside }) => symlinkSync(outside, join(here, 'room')),
    (_, at) => [
      folder(at('room'), 0o777),
      file(at(`room/${ESCAPED}`)),
      file(at('room/precious')),
      link(at('room/x'), '/'),
    ],
    ['room', `room/${ESCAPED}`, 'room/precious', 'room/x'],
  ),
  planted(
    'a relative link in the place of a folder',
    ({ here }) => symlinkSync(`${up(3)}outside`, join(here, 'room')),
    (_, at) => [file(at(`room/${ESCAPED}`))],
    [`room/${ESCAPED}`],
  ),
  planted(
    'a link in the place of a folder deep down',
    ({ here, outside }) => {
      mkdirSync(join(here, 'a', 'b'), { recursive: true });
      symlinkSync(outside, join(here, 'a', 'b', 'room'));
    },
    (_, at) => [file(at(`a/b/room/room/${ESCAPED}`)), file(at('a/b/fine'))],
    [`a/b/room/room/${ESCAPED}`],
    ['a/b/fine'],
  ),
  planted(
    'a chain of links',
    ({ here, outside }) => {
      symlinkSync('b', join(here, 'a'));
      symlinkSync(outside, join(here, 'b'));
    },
    (_, at) => [file(at(`a/${ESCAPED}`)), folder(at('b/room'), 0o777)],
    [`a/${ESCAPED}`, 'b/room'],
  ),
  planted(
    'a link that leads to a folder of the target',
    ({ here }) => {
      mkdirSync(join(here, 'real'));
      symlinkSync('real', join(here, 'room'));
    },
    (_, at) => [file(at(`room/${ESCAPED}`)), file(at('real/fine'))],
    [`room/${ESCAPED}`],
    ['real/fine'],
  ),
  planted(
    'a link to nowhere in the place of a folder',
    ({ here, outside }) => symlinkSync(join(outside, ESCAPED), join(here, 'room')),
    (_, at) => [folder(at('room')), file(at(`room/${ESCAPED}`))],
    ['room', `room/${ESCAPED}`],
  ),
  planted(
    'a link to nowhere in the place of a file',
    ({ here, outside }) => symlinkSync(join(outside, ESCAPED), join(here, 'file')),
    (_, at) => [file(at('file'))],
    [],
    ['file'],
  ),
  planted(
    'a link in the place of a file',
    ({ here, outside }) => symlinkSync(join(outside, 'precious'), join(here, 'file')),
    ({ other }, at) => [{ ...other, path: at('file') as FileEntry['path'] }],
    [],
    ['file'],
  ),
  planted(
    'a link in the place of a file of the same content',
    ({ here, outside }) => symlinkSync(join(outside, 'precious'), join(here, 'file')),
    ({ same }, at) => [
      { ...same, path: at('file') as FileEntry['path'], mode: 0o4777, hardLink: 'same' },
      { ...same, path: at('second') as FileEntry['path'], hardLink: 'same' },
    ],
    [],
    ['file', 'second'],
  ),
  planted(
    'a second name of a file outside',
    ({ here, outside }) => linkSync(join(outside, 'precious'), join(here, 'file')),
    ({ other }, at) => [{ ...other, path: at('file') as FileEntry['path'], mode: 0o777 }],
    [],
    ['file'],
  ),
  planted(
    'a second name of a file outside that has the same content',
    ({ here, outside }) => linkSync(join(outside, 'precious'), join(here, 'file')),
    ({ same }, at) => [{ ...same, path: at('file') as FileEntry['path'], mode: 0o777, mtime: '1' }],
    [],
    ['file'],
  ),
  planted(
    'a link in the place of a link',
    ({ here, outside }) => symlinkSync(join(outside, 'room'), join(here, 'door')),
    (_, at) => [link(at('door'), '.')],
    [],
  ),
  planted(
    'links where files are written before they have their names',
    ({ here, outside }) => {
      for (const name of ['file', 'link']) symlinkSync(join(outside, 'precious'), temporaryAt(join(here, name)));
      symlinkSync(join(outside, ESCAPED), temporaryAt(join(here, 'new')));
    },
    ({ other }, at) => [
      { ...other, path: at('file') as FileEntry['path'] },
      { ...other, path: at('new') as FileEntry['path'] },
      link(at('link'), '.'),
    ],
    [],
    ['file', 'new'],
  ),
  planted(
    'a pipe in the place of a file, and of a folder',
    ({ here }) => void execFileSync('mkfifo', [join(here, 'file'), join(here, 'room')]),
    ({ other }, at) => [{ ...other, path: at('file') as FileEntry['path'] }, file(at('room/x'))],
    ['room/x'],
    ['file'],
  ),
  planted(
    'a link to where the process is',
    ({ here }) => symlinkSync('/proc/self/cwd', join(here, 'room')),
    (_, at) => [file(at(`room/${ESCAPED}`))],
    [`room/${ESCAPED}`],
  ),
  {
    what: 'a link in the place of the first folder of all',
    plant: ({ here, outside }) => symlinkSync(outside, here),
    entries: (stage) => [
      folder(inside(stage, ''), 0o777),
      file(inside(stage, ESCAPED)),
      { ...stage.other, path: inside(stage, 'precious') as FileEntry['path'] },
      folder(inside(stage, 'room'), 0o777),
    ],
    refused: ['', ESCAPED, 'precious', 'room'],
  },
];

function temporaryAt(place: string): string {
  return Buffer.from(temporaryFor(rawFromText(place)), 'latin1').toString('utf8');
}

/** Makes what the tricks could do harm to. */
export function makeOutside(outside: string): void {
  mkdirSync(join(outside, 'room'), { recursive: true, mode: 0o750 });
  writeFileSync(join(outside, 'precious'), PRECIOUS, { mode: 0o640 });
}

export const LINK_TRICKS: readonly LinkTrick[] = [...LISTED, ...PLANTED];
