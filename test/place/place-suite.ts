import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { errnoOf } from '../../electron/engine/base/index.ts';
import type { Durability, Place, SentFile } from '../../electron/engine/place/index.ts';
import type { RemoteDriver } from '../../electron/engine/place/remote-driver.ts';

/** What the suite can try: with waiting or without. */
export type TriedPlace = Place | RemoteDriver;

export interface PlaceUnderTest {
  /** The place of a name that no test has used before, for the first user or for a second, who shares nothing with the first. */
  open(name: string, user: 0 | 1): TriedPlace;
  end(): Promise<void>;
}

export interface PlaceKind {
  readonly name: string;
  /** What it says of a file that it has taken. */
  readonly durability: Durability;
  /** False where folders are only what names have in common. */
  readonly hasFolders: boolean;
  /** Why it cannot be tried here. */
  readonly why?: string | undefined;
  begin(): Promise<PlaceUnderTest>;
}

const LARGE_BYTES = 20 * 1024 * 1024 + 17;
const unstopped = new AbortController().signal;

/** Every promise of `Place`, tried on a real place. */
export function placeSuite(kind: PlaceKind): void {
  if (kind.why !== undefined) console.log(`skipped: ${kind.name}: ${kind.why}`);
  describe.skipIf(kind.why !== undefined)(`a place: ${kind.name}`, () => {
    const tried = new Tried(kind);
    beforeAll(() => tried.begin());
    afterAll(() => tried.end());
    beforeEach(() => tried.next());
    putting(tried);
    reading(tried);
    listing(tried);
    sending(tried);
    removing(tried);
    moving(tried);
    sharing(tried);
  });
}

/** Where a test of the suite is, and what it needs again and again. */
class Tried {
  readonly kind: PlaceKind;
  readonly local = mkdtempSync(join(tmpdir(), 'strongroom-place-'));
  readonly large: SentFile;
  #begun: PlaceUnderTest | undefined;
  #count = 0;
  place!: TriedPlace;

  constructor(kind: PlaceKind) {
    this.kind = kind;
    this.large = this.file('large', randomBytes(LARGE_BYTES));
  }

  async begin(): Promise<void> {
    this.#begun = await this.kind.begin();
  }

  async end(): Promise<void> {
    await this.#begun?.end();
    rmSync(this.local, { recursive: true });
  }

  async next(): Promise<void> {
    this.#count += 1;
    this.place = this.unmade();
    await this.place.makeFolder('');
  }

  /** The same place as another user has it. */
  other(): TriedPlace {
    return this.#open(`place-${this.#count}`, 1);
  }

  unmade(name = `place-${this.#count}`): TriedPlace {
    return this.#open(name, 0);
  }

  file(name: string, bytes: Buffer): SentFile {
    const path = join(this.local, name);
    writeFileSync(path, bytes);
    return { path, size: bytes.length, sha256: sha256(bytes) };
  }

  /** Every file with its size. */
  async tree(folder = ''): Promise<string[]> {
    const lines: string[] = [];
    for (const { name, isFolder, size } of await this.place.list(folder)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (!isFolder) lines.push(`${path} ${size}`);
      else lines.push(...(await this.tree(path)));
    }
    return lines.toSorted();
  }

  async whole(name: string): Promise<Buffer> {
    const size = (await this.place.size(name)) ?? 0;
    return Buffer.from(await this.place.read(name, 0, size));
  }

  #open(name: string, user: 0 | 1): TriedPlace {
    if (!this.#begun) throw new Error('not begun');
    return this.#begun.open(name, user);
  }
}

function putting(tried: Tried): void {
  it('keeps what is put, and says how sure it is of it', async () => {
    const said = await tried.place.put('a/b/file.bin', Buffer.from('content'));

    expect(said).toBe(tried.kind.durability);
    expect((await tried.whole('a/b/file.bin')).toString()).toBe('content');
    expect(await tried.place.size('a/b/file.bin')).toBe(7);
    expect(await tried.tree()).toEqual(['a/b/file.bin 7']);
  });

  it('never replaces a file', async () => {
    await tried.place.put('file', Buffer.from('the first'));

    expect(await codeOf(() => tried.place.put('file', Buffer.from('the second')))).toBe('EEXIST');
    expect(await codeOf(() => tried.place.send('file', tried.large, unstopped))).toBe('EEXIST');
    expect((await tried.whole('file')).toString()).toBe('the first');
    expect(await tried.tree()).toEqual(['file 9']);
  });

  it('keeps empty files', async () => {
    await tried.place.put('put', Buffer.alloc(0));
    await tried.place.send('sent', tried.file('empty', Buffer.alloc(0)), unstopped);

    expect(await tried.tree()).toEqual(['put 0', 'sent 0']);
    expect(await tried.place.size('put')).toBe(0);
    expect((await tried.place.read('sent', 0, 10)).length).toBe(0);
  });

  it('keeps every name that a vault has', async () => {
    const names = [
      'READ ME - restoring without Strongroom.txt',
      'a'.repeat(64),
      'data-000001.tar.zst.age',
      'strongroom-vault.json',
      '0-._',
    ];

    for (const name of names) await tried.place.put(name, Buffer.from(name));

    expect(await tried.tree()).toEqual(names.map((name) => `${name} ${name.length}`).toSorted());
    for (const name of names) expect((await tried.whole(name)).toString()).toBe(name);
  });

  it('keeps a put of several MiB', async () => {
    const bytes = randomBytes(3 * 1024 * 1024 + 1);

    await tried.place.put('several', bytes);

    expect(sha256(await tried.whole('several'))).toBe(sha256(bytes));
  });

  it.skipIf(!tried.kind.hasFolders)('does not make the place itself by what is put into it', async () => {
    const absent = tried.unmade('absent/place');

    expect(await absent.exists()).toBe(false);
    expect(await absent.list('')).toEqual([]);
    expect(await codeOf(() => absent.put('a/file', Buffer.from('x')))).toBe('ENOENT');
    expect(await codeOf(() => absent.send('a/file', tried.large, unstopped))).toBe('ENOENT');
    expect(await codeOf(() => absent.makeFolder('a'))).toBe('ENOENT');
    expect(await absent.exists()).toBe(false);

    await absent.makeFolder('');
    await absent.makeFolder('');
    expect(await absent.exists()).toBe(true);
  });

  it.skipIf(!tried.kind.hasFolders)('puts nothing below a file', async () => {
    await tried.place.put('file', Buffer.from('x'));

    expect(await codeOf(() => tried.place.put('file/below', Buffer.from('y')))).not.toBe('');
    expect(await tried.tree()).toEqual(['file 1']);
  });
}

function reading(tried: Tried): void {
  it('gives any range, and fewer bytes only at the end', async () => {
    const bytes = randomBytes(1_000_003);
    await tried.place.put('file', bytes);
    const ranges = [
      [0, 10],
      [0, 1_000_003],
      [1, 65_536],
      [499_999, 300_000],
      [1_000_002, 1],
      [1_000_000, 10],
      [1_000_003, 10],
      [2_000_000, 10],
      [5, 0],
    ] as const;

    for (const [offset, length] of ranges) {
      const read = Buffer.from(await tried.place.read('file', offset, length));
      expect(read.equals(bytes.subarray(offset, offset + length)), `${offset} ${length}`).toBe(true);
    }
  });

  it('gives bytes that can be given away', async () => {
    await tried.place.put('file', Buffer.from('content'));

    const bytes = await tried.place.read('file', 0, 7);
    const moved = structuredClone(new Uint8Array(bytes.buffer, bytes.byteOffset, 7), { transfer: [bytes.buffer] });

    expect(Buffer.from(moved).toString()).toBe('content');
    expect((await tried.whole('file')).toString()).toBe('content');
  });

  it('says what is not there', async () => {
    expect(await tried.place.size('missing')).toBeUndefined();
    expect(await tried.place.size('missing/below')).toBeUndefined();
    expect(await codeOf(() => tried.place.read('missing', 0, 10))).toBe('ENOENT');
    expect(await codeOf(() => tried.place.read('missing/below', 0, 10))).toBe('ENOENT');
    expect(await tried.place.list('missing')).toEqual([]);
  });

  it('says how much room there is, or that it cannot say', async () => {
    const space = await tried.place.space();

    if (space) {
      expect(space.free).toBeGreaterThan(0);
      expect(space.total).toBeGreaterThanOrEqual(space.free);
    }
  });
}

function listing(tried: Tried): void {
  it('lists one folder and not those below it', async () => {
    await tried.place.put('one', Buffer.from('1'));
    await tried.place.put('folder/two', Buffer.from('22'));
    await tried.place.put('folder/deeper/three', Buffer.from('333'));

    expect(sorted(await tried.place.list(''))).toEqual([
      { name: 'folder', isFolder: true, size: 0 },
      { name: 'one', isFolder: false, size: 1 },
    ]);
    expect(sorted(await tried.place.list('folder'))).toEqual([
      { name: 'deeper', isFolder: true, size: 0 },
      { name: 'two', isFolder: false, size: 2 },
    ]);
    expect(await tried.place.size('folder')).toBeUndefined();
  });

  it('lists a thousand files of one folder', async () => {
    const file = tried.file('small', Buffer.from('small'));
    const names = Array.from({ length: 1_000 }, (_, index) => `file-${String(index).padStart(4, '0')}`);

    for (let at = 0; at < names.length; at += 20) {
      await Promise.all(names.slice(at, at + 20).map((name) => tried.place.send(`many/${name}`, file, unstopped)));
    }

    expect((await tried.place.list('many')).map(({ name, size }) => `${name} ${size}`).toSorted()).toEqual(
      names.map((name) => `${name} 5`),
    );
    await tried.place.removeFolder('many');
    expect(await tried.place.list('many')).toEqual([]);
  });

  it.skipIf(!tried.kind.hasFolders)('lists an empty folder', async () => {
    await tried.place.makeFolder('empty/deeper');
    await tried.place.makeFolder('empty/deeper');

    expect(await tried.place.list('empty')).toEqual([{ name: 'deeper', isFolder: true, size: 0 }]);
    expect(await tried.place.list('empty/deeper')).toEqual([]);
  });
}

function sending(tried: Tried): void {
  it('takes a large file and tells how much of it has arrived', async () => {
    const arrived: number[] = [];

    const onProgress = (bytes: number): unknown => arrived.push(bytes);
    const said = await tried.place.send('a/large', { ...tried.large, onProgress }, unstopped);

    expect(said).toBe(tried.kind.durability);
    expect(sha256(await tried.whole('a/large'))).toBe(tried.large.sha256);
    expect(arrived.at(-1)).toBe(LARGE_BYTES);
    expect(arrived).toEqual(arrived.toSorted((a, b) => a - b));
  });

  it('keeps nothing of a file that is not what it was said to be', async () => {
    const other = { ...tried.large, sha256: sha256(Buffer.from('other')) };
    const longer = { ...tried.large, size: LARGE_BYTES + 1 };

    expect(await codeOf(() => tried.place.send('file', other, unstopped))).toBe('EPROTO');
    expect(await codeOf(() => tried.place.send('file', longer, unstopped))).toBe('EPROTO');
    expect(await tried.place.size('file')).toBeUndefined();
    expect(await tried.tree()).toEqual([]);
  });

  it('keeps nothing of a file that was stopped', async () => {
    const stop = new AbortController();
    const onProgress = (): void => stop.abort();

    expect(await codeOf(() => tried.place.send('file', { ...tried.large, onProgress }, stop.signal))).toBe('ECANCELED');
    expect(await codeOf(() => tried.place.send('file', tried.large, AbortSignal.abort()))).toBe('ECANCELED');
    expect(await tried.place.size('file')).toBeUndefined();
    expect(await tried.tree()).toEqual([]);

    await tried.place.send('file', tried.large, unstopped);
    expect(await tried.tree()).toEqual([`file ${LARGE_BYTES}`]);
  });

  it('keeps nothing of a file that cannot be read here', async () => {
    const missing = { ...tried.large, path: join(tried.local, 'missing') };

    expect(await codeOf(() => tried.place.send('file', missing, unstopped))).toBe('ENOENT');
    expect(await tried.tree()).toEqual([]);
  });
}

function removing(tried: Tried): void {
  it('removes one file, and does not mind that it is gone', async () => {
    await tried.place.put('folder/one', Buffer.from('1'));
    await tried.place.put('folder/two', Buffer.from('2'));

    await tried.place.remove('folder/one');
    await tried.place.remove('folder/one');
    await tried.place.remove('missing/one');

    expect(await tried.tree()).toEqual(['folder/two 1']);
    await tried.place.put('folder/one', Buffer.from('again'));
    expect((await tried.whole('folder/one')).toString()).toBe('again');
  });

  it('removes a folder with all that is in it, and nothing beside it', async () => {
    for (const name of ['folder/a', 'folder/deep/er/b', 'folder-2/c', 'file']) {
      await tried.place.put(name, Buffer.from('x'));
    }

    await tried.place.removeFolder('folder');
    await tried.place.removeFolder('folder');

    expect(await tried.tree()).toEqual(['file 1', 'folder-2/c 1']);
  });
}

function moving(tried: Tried): void {
  it('moves a folder with all that is in it, and nothing beside it', async () => {
    for (const name of ['from/a', 'from/deep/b', 'from-2/c']) await tried.place.put(name, Buffer.from(name));

    await tried.place.moveFolder('from', 'trash/2026/to');

    expect(await tried.tree()).toEqual(['from-2/c 8', 'trash/2026/to/a 6', 'trash/2026/to/deep/b 11']);
    expect((await tried.whole('trash/2026/to/deep/b')).toString()).toBe('from/deep/b');
  });

  it('moves no folder over another', async () => {
    await tried.place.put('from/a', Buffer.from('1'));
    await tried.place.put('to/b', Buffer.from('2'));

    expect(await codeOf(() => tried.place.moveFolder('from', 'to'))).toBe('EEXIST');
    expect(await tried.tree()).toEqual(['from/a 1', 'to/b 1']);
  });

  it('cannot move what is not there', async () => {
    expect(await codeOf(() => tried.place.moveFolder('missing', 'to'))).toBe('ENOENT');
    expect(await tried.tree()).toEqual([]);
  });
}

function sharing(tried: Tried): void {
  it('shows each user at once what the other has done', async () => {
    const other = tried.other();
    await tried.place.put('folder/mine', Buffer.from('mine'));
    await other.put('folder/yours', Buffer.from('yours'));

    expect((await tried.place.list('folder')).map(({ name }) => name).toSorted()).toEqual(['mine', 'yours']);
    expect(Buffer.from(await other.read('folder/mine', 0, 10)).toString()).toBe('mine');
    expect(await codeOf(() => other.put('folder/mine', Buffer.from('theirs')))).toBe('EEXIST');

    await other.removeFolder('folder');
    expect(await tried.tree()).toEqual([]);
    expect(await tried.place.size('folder/mine')).toBeUndefined();
  });

  it('lets one of two users have a name, and his file is whole', async () => {
    const [mine, yours] = ['mine', 'yours'].map((name) => tried.file(name, randomBytes(5_000_000)));
    const other = tried.other();

    const outcomes = await Promise.all([
      codeOf(() => tried.place.send('file', mine as SentFile, unstopped)),
      codeOf(() => other.send('file', yours as SentFile, unstopped)),
    ]);

    expect(outcomes.toSorted()).toEqual(['', 'EEXIST']);
    const winner = outcomes[0] === '' ? mine : yours;
    expect(sha256(await tried.whole('file'))).toBe(winner?.sha256);
    expect(await tried.tree()).toEqual(['file 5000000']);
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function sorted<T extends { readonly name: string }>(entries: readonly T[]): T[] {
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The code of what a call throws, with waiting or without; '' where it throws nothing. */
export async function codeOf(call: () => unknown): Promise<string> {
  try {
    await call();
    return '';
  } catch (error) {
    return errnoOf(error) || String(error);
  }
}
