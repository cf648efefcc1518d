import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { moving, removing, sending, sharing } from './place-changes.ts';
import { codeOf, type PlaceKind, sha256, Tried, unstopped } from './tried-place.ts';

/** Every promise of `Place`, tried on a real place. */
export function placeSuite(kind: PlaceKind): void {
  if (kind.why !== undefined) console.log(`skipped: ${kind.name}: ${kind.why}`);
  else for (const limit of kind.limits ?? []) console.log(`${kind.name}: ${limit}`);
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
    // What has no folders has none to be moved: a vault never asks for it.
    if (kind.hasFolders) moving(tried);
    sharing(tried);
  });
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

  it.skipIf(tried.kind.keepsEmpty === false)('keeps empty files', async () => {
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

  const count = tried.kind.manyFiles ?? 1_000;
  it(`lists ${count} files of one folder`, async () => {
    const file = tried.file('small', Buffer.from('small'));
    const names = Array.from({ length: count }, (_, index) => `file-${String(index).padStart(4, '0')}`);

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

function sorted<T extends { readonly name: string }>(entries: readonly T[]): T[] {
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
