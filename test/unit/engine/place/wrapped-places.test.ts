import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errnoOf } from '../../../../electron/engine/base/index.ts';
import { FolderPlace } from '../../../../electron/engine/place/index.ts';
import { readOnly } from '../../../../electron/engine/place/read-only.ts';
import { withRate } from '../../../../electron/engine/place/with-rate.ts';
import { MemoryDriver } from './memory-driver.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'strongroom-wrapped-'));
});
afterEach(() => rmSync(home, { recursive: true }));

async function codeOf(call: () => unknown): Promise<string> {
  try {
    await call();
    return '';
  } catch (error) {
    return errnoOf(error);
  }
}

describe('a place that is only read', () => {
  it('gives what is there and refuses every change', async () => {
    const place = new FolderPlace(home);
    place.put('folder/file', Buffer.from('content'));
    const guarded = readOnly(place);

    expect(guarded.read('folder/file', 0, 10).toString()).toBe('content');
    expect(guarded.list('')).toEqual(place.list(''));
    expect([guarded.size('folder/file'), guarded.exists(), guarded.address]).toEqual([7, true, place.address]);
    const changes = [
      () => guarded.put('new', Buffer.from('x')),
      () => guarded.send('new', { path: join(home, 'folder', 'file'), size: 7, sha256: '' }),
      () => guarded.makeFolder('new'),
      () => guarded.remove('folder/file'),
      () => guarded.removeFolder('folder'),
      () => guarded.moveFolder('folder', 'new'),
    ];
    for (const change of changes) expect(await codeOf(change)).toBe('EROFS');
    expect(place.list('').map(({ name }) => name)).toEqual(['folder']);
    expect(place.size('folder/file')).toBe(7);
  });
});

describe('a place with a rate', () => {
  it('gives all callers together no more than that', async () => {
    const driver = withRate(new MemoryDriver(), () => ({ bytesPerSecond: 1_000_000, during: null }));
    const path = join(home, 'file');
    writeFileSync(path, Buffer.alloc(200_000));

    const started = performance.now();
    await Promise.all([
      driver.put('a', Buffer.alloc(200_000)),
      driver.send('b', { path, size: 200_000, sha256: '' }, new AbortController().signal),
    ]);
    await driver.put('c', Buffer.alloc(200_000));

    // The first quarter of a second is free.
    expect(performance.now() - started).toBeGreaterThan(340);
  });

  it('is as fast as it goes outside of the hours of the rate, and for whoever reads', async () => {
    const hour = new Date().getHours();
    const during = `${String((hour + 2) % 24).padStart(2, '0')}:00-${String((hour + 3) % 24).padStart(2, '0')}:00`;
    const free = withRate(new MemoryDriver(), () => ({ bytesPerSecond: 1, during }));
    const slow = new MemoryDriver();
    await slow.put('a', Buffer.alloc(1_000));

    await free.put('a', Buffer.alloc(1_000_000));
    const bytes = await withRate(slow, () => ({ bytesPerSecond: 1, during: null })).read('a', 0, 1_000);

    // A second for each byte would not be over yet.
    expect(bytes).toHaveLength(1_000);
  });

  it('lets a driver send as it likes while there is none', async () => {
    const paced: boolean[] = [];
    const inner = new MemoryDriver();
    inner.send = async (_name, file) => {
      paced.push(file.pace !== undefined);
      return 'flushed';
    };
    const rates = [undefined, { bytesPerSecond: 1_000_000, during: null }];
    const driver = withRate(inner, () => rates[paced.length]);
    const file = { path: join(home, 'file'), size: 0, sha256: '' };

    await driver.send('a', file, new AbortController().signal);
    await driver.send('b', file, new AbortController().signal);

    expect(paced).toEqual([false, true]);
  });

  it('does not hold up whoever wishes to stop', async () => {
    const driver = withRate(new MemoryDriver(), () => ({ bytesPerSecond: 1, during: null }));
    const path = join(home, 'file');
    writeFileSync(path, Buffer.alloc(1_000));
    const stop = new AbortController();

    const sending = driver.send('file', { path, size: 1_000, sha256: '' }, stop.signal);
    stop.abort();

    expect(await sending).toBe('flushed');
  });
});
