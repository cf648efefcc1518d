import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { damagedPoints, damageOf, whileChanged } from '../support/damage.ts';
import { Prng } from '../support/prng.ts';
import { makeSmallChain, type SmallChain } from '../support/small-chain.ts';
import { setFolder, vaultState } from '../support/vault-files.ts';

/** `npm run campaign` takes every byte. */
const every = Number(process.env['STRONGROOM_EVERY'] ?? 8);
const volumeFlips = Number(process.env['STRONGROOM_VOLUME_FLIPS'] ?? 24);

let chain: SmallChain;
let untouched: Record<string, string>;
beforeAll(async () => {
  chain = await makeSmallChain();
  untouched = contentsOnly(vaultState(chain.place.vault));
});
afterAll(() => chain.place.remove());

function contentsOnly(state: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(state).map(([file, line]) => [file, line.replace(/^\S+ /, '')]));
}

async function staysWhole(): Promise<void> {
  const result = await chain.engine.verify({ plan: 'P', level: 'deep' });
  expect(result).toMatchObject({ outcome: 'complete', vault: [], bytesNotRead: 0, ignored: [] });
  expect(damagedPoints(result)).toEqual([]);
  expect(contentsOnly(vaultState(chain.place.vault))).toEqual(untouched);
}

/** Changes one byte after the other and asks each time which points are damaged. Answers the positions where the answer was wrong. */
async function wrongAnswers(
  path: string,
  expected: readonly Record<string, string[]>[],
  level: 'quick' | 'read',
  step = every,
): Promise<number[]> {
  const size = readFileSync(path).length;
  const prng = new Prng(11);
  const wrong: number[] = [];
  let tried = 0;
  for (let at = 0; at < size; at += step) {
    tried++;
    const found = await whileChanged(
      path,
      (bytes) => {
        bytes[at] = (bytes[at] as number) ^ prng.int(1, 255);
        writeFileSync(path, bytes);
      },
      async () => damageOf(await chain.engine.verify({ plan: 'P', level })),
    );
    if (!expected.some((each) => isDeepStrictEqual(found, each))) wrong.push(at);
  }
  console.log(`${tried} of ${size} bytes of ${path.slice(path.lastIndexOf('/') + 1)} changed one by one`);
  return wrong;
}

const fileOf = (setId: string, name: string): string => join(setFolder(chain.place.vault, setId), name);

describe('one changed byte', () => {
  it('anywhere in a seal is found and costs the one point its seal', async () => {
    const wrong = await wrongAnswers(
      fileOf(chain.first, 'set.json'),
      [{ [chain.first]: ['seal-damaged set.json'] }],
      'quick',
    );

    expect(wrong).toEqual([]);
    await staysWhole();
  });

  it('anywhere in a manifest is found and costs the one point its manifest', async () => {
    const path = fileOf(chain.first, 'manifest.zst');
    const wrong = await wrongAnswers(path, [{ [chain.first]: ['manifest-damaged manifest.zst'] }], 'quick');

    expect(wrong).toEqual([]);
    await staysWhole();
  });

  it('in a volume is found by reading it, and costs the one point with files of it', async () => {
    const path = fileOf(chain.second, 'data-000001.tar.zst');
    const step = Math.ceil(readFileSync(path).length / volumeFlips);
    // The last frame of a volume ends the tar stream and holds no file.
    const expected = [['volume-damaged data-000001.tar.zst', 'file-damaged'], ['volume-damaged data-000001.tar.zst']];
    const wrong = await wrongAnswers(
      path,
      expected.map((damage) => ({ [chain.second]: damage })),
      'read',
      step,
    );

    expect(wrong).toEqual([]);
    await staysWhole();
  });

  it('in both seals takes the point and those that stand on it', async () => {
    const [seal, copy] = [fileOf(chain.first, 'set.json'), fileOf(chain.first, 'set.copy.json')];
    const flip = (path: string) => (bytes: Buffer) => {
      bytes[40] = (bytes[40] as number) ^ 1;
      writeFileSync(path, bytes);
    };
    const found = await whileChanged(seal, flip(seal), () =>
      whileChanged(copy, flip(copy), async () => damageOf(await chain.engine.verify({ plan: 'P', level: 'quick' }))),
    );

    expect(found).toEqual({
      [chain.first]: ['seal-damaged set.json', 'seal-copy-damaged set.copy.json'],
      [chain.second]: ['parent-damaged'],
    });
    await staysWhole();
  });
});

describe('a file that ends too early', () => {
  it.each([
    { name: 'manifest.zst', step: every },
    // Each of these also decodes the files it hits, which takes longer.
    { name: 'data-000001.tar.zst', step: 40 * every },
  ])('is found at every length ($name, step $step)', async ({ name, step }) => {
    const path = fileOf(chain.first, name);
    const size = readFileSync(path).length;
    const wrong: number[] = [];
    for (let length = 0; length < size; length += step) {
      const found = await whileChanged(
        path,
        (bytes) => writeFileSync(path, bytes.subarray(0, length)),
        async () => damagedPoints(await chain.engine.verify({ plan: 'P', level: 'quick' })),
      );
      if (found.join() !== chain.first) wrong.push(length);
    }

    expect(wrong).toEqual([]);
    await staysWhole();
  });
});
