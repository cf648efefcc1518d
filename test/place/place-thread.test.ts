import { afterAll, describe, expect, it } from 'vitest';
import { closeRemotes, PlaceBook } from '../../electron/engine/place/index.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

describe('The thread of the places', () => {
  const home = mkdtempSync(join(tmpdir(), 'strongroom-thread-'));
  afterAll(async () => {
    await closeRemotes();
    rmSync(home, { recursive: true });
  });

  it('knows a place before it is asked of it, however quickly that comes', () => {
    const credentials = join(home, 'credentials.json');
    writeFileSync(credentials, JSON.stringify({ accessKeyId: 'a', secretAccessKey: 'b' }));
    const book = new PlaceBook({ knownHosts: join(home, 'hosts'), remembered: () => credentials });

    const answers = Array.from({ length: 400 }, (_, index) =>
      book.open(`s3://bucket/${index}?endpoint=http%3A%2F%2F127.0.0.1%3A1`).space(),
    );

    expect(new Set(answers)).toEqual(new Set([undefined]));
  });
});
