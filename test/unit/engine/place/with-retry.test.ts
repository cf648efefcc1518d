import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errnoOf } from '../../../../electron/engine/base/index.ts';
import type { SentFile } from '../../../../electron/engine/place/index.ts';
import { withRetry } from '../../../../electron/engine/place/with-retry.ts';
import { MemoryDriver } from './memory-driver.ts';

const PAUSES = [1, 1, 1];
const BYTES = Buffer.from('content');
const unstopped = new AbortController().signal;

let home: string;
let file: SentFile;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'strongroom-retry-'));
  const path = join(home, 'file');
  writeFileSync(path, BYTES);
  file = { path, size: BYTES.length, sha256: createHash('sha256').update(BYTES).digest('hex') };
});
afterAll(() => rmSync(home, { recursive: true }));

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => '',
    (error: unknown) => errnoOf(error),
  );

describe('a place that is tried again', () => {
  it('answers after the line broke a few times', async () => {
    const driver = new MemoryDriver('before', 'before', 'before');

    expect(await withRetry(driver, PAUSES).exists()).toBe(true);
    expect(driver.calls).toEqual(['exists', 'exists', 'exists', 'exists']);
  });

  it('is given up after that', async () => {
    const driver = new MemoryDriver('before', 'before', 'before', 'before', 'before');

    expect(await codeOf(withRetry(driver, PAUSES).list(''))).toBe('ENOTCONN');
    expect(driver.calls).toHaveLength(4);
  });

  it('is not tried again for any other reason', async () => {
    const driver = new MemoryDriver();

    expect(await codeOf(withRetry(driver, PAUSES).read('missing', 0, 1))).toBe('ENOENT');
    expect(driver.calls).toEqual(['read']);
  });

  it('knows what it put itself before the line broke', async () => {
    const driver = new MemoryDriver('after');

    expect(await withRetry(driver, PAUSES).put('file', BYTES)).toBe('unconfirmed');
    expect(driver.files.get('file')).toEqual(BYTES);
  });

  it('knows what it sent itself before the line broke', async () => {
    const driver = new MemoryDriver('after', undefined, 'before');

    expect(await withRetry(driver, PAUSES).send('file', file, unstopped)).toBe('unconfirmed');
    expect(driver.calls).toEqual(['send', 'send', 'size', 'send', 'size', 'read']);
  });

  it('takes nothing for its own that somebody else put there', async () => {
    const others = [Buffer.from('CONTENT'), Buffer.from('content and more')];

    for (const other of others) {
      const driver = new MemoryDriver('before', 'before');
      driver.files.set('file', other);
      expect(await codeOf(withRetry(driver, PAUSES).put('file', BYTES))).toBe('EEXIST');
      expect(await codeOf(withRetry(driver, PAUSES).send('file', file, unstopped))).toBe('EEXIST');
      expect(driver.files.get('file')).toEqual(other);
    }
  });

  it('takes even the same bytes for a file of others where the line did not break', async () => {
    const driver = new MemoryDriver();
    driver.files.set('file', BYTES);

    expect(await codeOf(withRetry(driver, PAUSES).put('file', BYTES))).toBe('EEXIST');
  });

  it('knows a folder that it moved itself before the line broke', async () => {
    const driver = new MemoryDriver('after');
    driver.files.set('from/file', BYTES);

    await withRetry(driver, PAUSES).moveFolder('from', 'to');

    expect([...driver.files.keys()]).toEqual(['to/file']);
    expect(await codeOf(withRetry(new MemoryDriver('before'), PAUSES).moveFolder('from', 'to'))).toBe('ENOENT');
  });

  it('is not waited for by whoever wishes to stop', async () => {
    const driver = new MemoryDriver('before', 'before');
    const stop = new AbortController();

    const sending = codeOf(withRetry(driver, [600_000]).send('file', file, stop.signal));
    setImmediate(() => stop.abort());

    expect(await sending).toBe('ECANCELED');
  });
});
