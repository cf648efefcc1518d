import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import * as cctv from 'cctv-age';
import { afterAll, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../electron/engine/base/index.ts';
import { identityOf, passphraseIdentity, RangeFile } from '../../../../electron/engine/crypt/index.ts';

/** The test vectors of the format (C2SP/CCTV), read by our own reader of X25519 files and by the library that we write headers with. */
interface Vector {
  readonly name: string;
  readonly expect: string;
  readonly payload: string | undefined;
  readonly identities: readonly string[];
  readonly passphrases: readonly string[];
  readonly armored: boolean;
  readonly file: Buffer;
}

const vectors = Object.entries(
  ((cctv as Record<string, unknown>)['module.exports'] ?? cctv) as Record<string, Uint8Array>,
)
  .filter(([name]) => name !== 'default')
  .map(([name, bytes]): Vector => {
    const text = Buffer.from(bytes);
    const end = text.indexOf('\n\n');
    const fields = text
      .toString('latin1', 0, end)
      .split('\n')
      .map((line) => line.split(': ', 2) as [string, string]);
    const all = (key: string): string[] => fields.filter(([found]) => found === key).map(([, value]) => value);
    const body = text.subarray(end + 2);
    return {
      name,
      expect: all('expect')[0] as string,
      payload: all('payload')[0],
      identities: all('identity'),
      passphrases: all('passphrase'),
      armored: all('armored').length > 0,
      file: all('compressed')[0] === 'zlib' ? inflateSync(body) : body,
    };
  });

const folder = mkdtempSync(join(tmpdir(), 'strongroom-age-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The whole payload, or why there is none. */
function read({ name, file, identities }: Vector): { sha256: string } | { refused: string } {
  const path = join(folder, `${name}.age`);
  writeFileSync(path, file);
  const known = identities.filter((identity) => identity.startsWith('AGE-SECRET-KEY-1')).map(identityOf);
  try {
    const opened = new RangeFile(path, { identities: known });
    const payload = opened.read(0, file.length);
    opened.close();
    return { sha256: createHash('sha256').update(payload).digest('hex') };
  } catch (error) {
    return { refused: error instanceof EngineError ? error.code : String(error) };
  }
}

const ours = vectors.filter(
  ({ armored, passphrases, identities }) =>
    !armored && passphrases.length === 0 && identities.some((identity) => identity.startsWith('AGE-SECRET-KEY-1')),
);

describe('the vectors of the age format', () => {
  it('are all here', () => {
    expect(vectors.length).toBe(143);
    expect(ours.length).toBe(67);
  });

  it.each(ours)('$name: our reader gives the payload or refuses', (vector) => {
    const result = read(vector);
    if (vector.expect === 'success') expect(result).toEqual({ sha256: vector.payload });
    else expect(result).toEqual({ refused: vector.expect === 'no match' ? 'key-needed' : 'set-damaged' });
  });

  it('armored, behind passphrases and for other kinds of keys: our reader gives nothing', () => {
    for (const vector of vectors.filter((each) => !ours.includes(each))) {
      expect([vector.name, read(vector)]).toEqual([
        vector.name,
        { refused: expect.stringMatching(/^(set-damaged|key-needed)$/) },
      ]);
    }
  });

  it('behind passphrases: with our own work the library gives the payload or refuses', async () => {
    const behind = vectors.filter(({ passphrases, armored }) => passphrases.length > 0 && !armored);
    expect(behind.length).toBe(25);
    for (const { name, file, identities, passphrases, expect: expected, payload } of behind) {
      const decrypter = new Decrypter();
      for (const identity of identities) decrypter.addIdentity(identity);
      for (const passphrase of passphrases) decrypter.addIdentity(passphraseIdentity(passphrase));
      const result = await decrypter.decrypt(file).then(
        (opened) => createHash('sha256').update(opened).digest('hex'),
        () => 'refused',
      );
      expect([name, result]).toEqual([name, expected === 'success' ? payload : 'refused']);
    }
  }, 60_000);

  it('all of them: the library that writes our headers agrees with the format', async () => {
    const { armor } = await import('age-encryption');
    for (const { name, file, identities, passphrases, armored, expect: expected, payload } of vectors) {
      const decrypter = new Decrypter();
      for (const identity of identities) decrypter.addIdentity(identity);
      for (const passphrase of passphrases) decrypter.addPassphrase(passphrase);
      let result: string;
      try {
        const opened = await decrypter.decrypt(armored ? armor.decode(file.toString('latin1')) : file);
        result = createHash('sha256').update(opened).digest('hex');
      } catch {
        result = 'refused';
      }
      expect([name, result]).toEqual([name, expected === 'success' ? payload : 'refused']);
    }
  }, 60_000);
});
