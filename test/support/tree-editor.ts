import {
  chmodSync,
  closeSync,
  copyFileSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { contentFor, freeName, makeFile, makeFolder, makeLink, setAttributes, type TreeMaker } from './random-tree.ts';
import { namesIn, onDisk, type RawName } from './raw-name.ts';

type Kind = 'file' | 'folder' | 'link';

/** Does to a tree what people and programs do between two backups. */
export function editTree(maker: TreeMaker, edits: number): void {
  for (let i = 0; i < edits; i++) {
    const all = list(maker.root);
    const of = (kind: Kind): RawName[] => all.filter((each) => each.kind === kind).map((each) => each.at);
    maker.prng.pick(EDITS)(maker, { files: of('file'), folders: of('folder'), links: of('link') });
  }
}

interface Listed {
  readonly files: RawName[];
  /** The root first. */
  readonly folders: RawName[];
  readonly links: RawName[];
}
type Edit = (maker: TreeMaker, listed: Listed) => void;

const add: Edit = (maker, { folders }) => {
  for (let n = maker.prng.int(1, 4); n > 0; n--) makeFile(maker, newPlace(maker, folders));
};
const addFolder: Edit = (maker, { folders }) => {
  const at = makeFolder(maker, newPlace(maker, folders));
  if (maker.prng.chance(0.6)) makeFile(maker, `${at}/${freeName(maker.prng, at)}`);
  setAttributes(maker, at, 'folder');
};
const addLink: Edit = (maker, { folders }) => void makeLink(maker, newPlace(maker, folders));
const rewrite: Edit = (maker, { files }) => onOne(maker, files, (at) => writeFileSync(onDisk(at), contentFor(maker)));
const append: Edit = (maker, { files }) =>
  onOne(maker, large(files), (at) =>
    writeFileSync(onDisk(at), maker.prng.bytes(maker.prng.int(1, 300_000)), { flag: 'a' }),
  );
const insert: Edit = (maker, { files }) =>
  onOne(maker, large(files), (at) => {
    const old = readFileSync(onDisk(at));
    const place = maker.prng.int(0, old.length);
    const added = maker.prng.bytes(maker.prng.int(1, 100_000));
    writeFileSync(onDisk(at), Buffer.concat([old.subarray(0, place), added, old.subarray(place)]));
  });
const editInPlace: Edit = (maker, { files }) =>
  onOne(maker, large(files), (at) => {
    const size = lstatSync(onDisk(at)).size;
    const fd = openSync(onDisk(at), 'r+');
    const bytes = maker.prng.bytes(Math.min(size, 50));
    writeSync(fd, bytes, 0, bytes.length, maker.prng.int(0, Math.max(0, size - bytes.length)));
    closeSync(fd);
  });
/** The one that programs which trust times miss: same size, same time. */
const editUnseen: Edit = (maker, { files }) =>
  onOne(maker, files, (at) => {
    const { size, mtimeMs } = lstatSync(onDisk(at));
    writeFileSync(onDisk(at), maker.prng.bytes(size));
    utimesSync(
      onDisk(at),
      mtimeMs < 0 ? new Date(mtimeMs) : mtimeMs / 1000,
      mtimeMs < 0 ? new Date(mtimeMs) : mtimeMs / 1000,
    );
  });
const touch: Edit = (maker, { files, folders }) =>
  onOne(maker, [...files, ...folders], (at) => void setAttributes(maker, at, kindOf(at)));
const changeMode: Edit = (maker, { files }) =>
  onOne(maker, files, (at) => chmodSync(onDisk(at), maker.prng.pick([0o640, 0o400, 0o777, 0o711])));
const move: Edit = (maker, { files, links, folders }) =>
  onOne(maker, [...files, ...links], (at) => renameSync(onDisk(at), onDisk(newPlace(maker, folders))));
const moveFolder: Edit = (maker, { folders }) =>
  onOne(maker, folders.slice(1), (at) => {
    const outside = folders.filter((each) => each !== at && !each.startsWith(`${at}/`));
    const to = newPlace(maker, outside);
    if (to.length < 1500) renameSync(onDisk(at), onDisk(to));
  });
const remove: Edit = (maker, { files, links }) => onOne(maker, [...files, ...links], (at) => rmSync(onDisk(at)));
const removeFolder: Edit = (maker, { folders }) =>
  maker.prng.chance(0.4) && onOne(maker, folders.slice(1), (at) => rmSync(onDisk(at), { recursive: true }));
const hardLink: Edit = (maker, { files, folders }) =>
  onOne(maker, files, (at) => linkSync(onDisk(at), onDisk(newPlace(maker, folders))));
const breakLink: Edit = (maker, { files }) =>
  onOne(
    maker,
    files.filter((at) => lstatSync(onDisk(at)).nlink > 1),
    (at) => writeAnew(at, readFileSync(onDisk(at))),
  );
const copy: Edit = (maker, { files, folders }) =>
  onOne(maker, files, (at) => copyFileSync(onDisk(at), onDisk(newPlace(maker, folders))));
/** Something of another kind under the same name. */
const swap: Edit = (maker, { files, folders, links }) =>
  onOne(maker, [...files, ...links, ...folders.slice(1)], (at) => {
    const was = kindOf(at);
    rmSync(onDisk(at), { recursive: true });
    const becomes = maker.prng.pick((['file', 'folder', 'link'] as const).filter((kind) => kind !== was));
    if (becomes === 'file') makeFile(maker, at);
    else if (becomes === 'link') symlinkSync(onDisk('swapped'), onDisk(at));
    else makeFile(maker, `${makeFolder(maker, at)}/inside`);
  });

const EDITS: readonly Edit[] = [
  add,
  add,
  addFolder,
  addLink,
  rewrite,
  append,
  append,
  insert,
  editInPlace,
  editUnseen,
  touch,
  changeMode,
  move,
  moveFolder,
  remove,
  removeFolder,
  hardLink,
  breakLink,
  copy,
  swap,
  swap,
];

function onOne(maker: TreeMaker, among: readonly RawName[], work: (at: RawName) => void): void {
  if (among.length > 0) work(maker.prng.pick(among));
}

function large(files: readonly RawName[]): RawName[] {
  const found = files.filter((at) => lstatSync(onDisk(at)).size > 1024 * 1024);
  return found.length > 0 ? found : [...files];
}

function newPlace({ prng }: TreeMaker, folders: readonly RawName[]): RawName {
  const parent = prng.pick(folders.filter((at) => at.length < 3000));
  return `${parent}/${freeName(prng, parent)}`;
}

function writeAnew(at: RawName, content: Buffer): void {
  rmSync(onDisk(at));
  writeFileSync(onDisk(at), content);
}

function kindOf(at: RawName): Kind {
  const stat = lstatSync(onDisk(at));
  return stat.isDirectory() ? 'folder' : stat.isSymbolicLink() ? 'link' : 'file';
}

function list(root: RawName): { at: RawName; kind: Kind }[] {
  const found: { at: RawName; kind: Kind }[] = [{ at: root, kind: 'folder' }];
  for (let i = 0; i < found.length; i++) {
    const { at, kind } = found[i] as (typeof found)[number];
    if (kind === 'folder')
      for (const name of namesIn(at)) found.push({ at: `${at}/${name}`, kind: kindOf(`${at}/${name}`) });
  }
  return found;
}
