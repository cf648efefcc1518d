import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { SentFile } from '../../electron/engine/place/index.ts';
import { codeOf, LARGE_BYTES, sha256, type Tried, unstopped } from './tried-place.ts';

export function sending(tried: Tried): void {
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

export function removing(tried: Tried): void {
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

export function moving(tried: Tried): void {
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

export function sharing(tried: Tried): void {
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
