import { bech32 } from '@scure/base';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BECH32_CHARACTERS, hasBech32Checksum } from '../../../electron/contract/bech32.ts';
import { keyGroups, parseRecoveryKey, RECOVERY_KEY_PREFIX } from '../../../electron/contract/index.ts';

const keys = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => bech32.encodeFromBytes('age-secret-key-', bytes).toUpperCase());
const place = fc.integer({ min: 0, max: 57 });
const character = fc.constantFrom(...Array.from(BECH32_CHARACTERS));

const dataOf = (key: string): string => key.slice(RECOVERY_KEY_PREFIX.length);
const changed = (data: string, at: number, to: string): string => data.slice(0, at) + to + data.slice(at + 1);
const groupAt = (at: number): number => Math.floor(at / 4) + 1;

const KEY = bech32
  .encodeFromBytes(
    'age-secret-key-',
    Uint8Array.from({ length: 32 }, (_, index) => index * 7),
  )
  .toUpperCase();

describe('the checksum of BIP-173', () => {
  it.each([
    'A12UEL5L',
    'a12uel5l',
    'an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs',
    'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw',
    '11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqc8247j',
    'split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w',
    '?1ezyfcl',
  ])('is right in %s', (word) => {
    const end = word.lastIndexOf('1');

    expect(hasBech32Checksum(word.slice(0, end), word.slice(end + 1).toUpperCase())).toBe(true);
  });

  it.each(['x1b4n0q5v', 'li1dgmt3', 'de1lg7wt\u00ff', 'A1G7SGD8', 'split1cheo2y9e2w', 'A12UEL5M'])(
    'is wrong in %s',
    (word) => {
      const end = word.lastIndexOf('1');

      expect(hasBech32Checksum(word.slice(0, end), word.slice(end + 1).toUpperCase())).toBe(false);
    },
  );
});

describe('a recovery key', () => {
  it('is shown in fifteen groups, which joined are the key', () => {
    const groups = keyGroups(KEY);

    expect(groups.map((group) => group.length)).toEqual([...Array.from({ length: 14 }, () => 4), 2]);
    expect(RECOVERY_KEY_PREFIX + groups.join('')).toBe(KEY);
  });

  it('is read as age writes it', async () => {
    const key = await generateIdentity();

    const typed = parseRecoveryKey(key);

    expect(typed).toEqual({ state: 'whole', key });
    await expect(identityToRecipient(key)).resolves.toMatch(/^age1/);
  });

  it.each([
    ['in small letters', KEY.toLowerCase()],
    ['in groups on several lines', keyGroups(KEY).join(' \r\n')],
    ['without its beginning', dataOf(KEY)],
    ['with its beginning in pieces', KEY.replace('AGE-SECRET-KEY-1', 'age – secret key 1 ')],
    ['with its beginning mistyped', KEY.replace('AGE-SECRET-KEY-1', 'AGF-SECRET-KEY-I')],
    ['with the last sign of its beginning left out', KEY.replace('KEY-1', 'KEY-')],
    ['with dashes of every kind', keyGroups(KEY).join('—').replace('—', '−').replace('—', '-')],
    ['in full-width letters', dataOf(KEY).replace(/./g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))],
    ['as the text file that age makes', `\ufeff# created: 2026-11-21\r\n# public key: age1x\r\n${KEY}\r\n`],
    ['with marks that nobody sees', `\u200e${dataOf(KEY).replace(/..../g, '$&\u200b\u00a0')}`],
  ])('is read %s', (_how, typed) => {
    expect(parseRecoveryKey(typed)).toEqual({ state: 'whole', key: KEY });
  });

  it.each(['B', 'I', 'O', '1', '!', '键', '💰'])('names the group in which %s was typed', (wrong) => {
    const groups = keyGroups(KEY).map((group, index) => (index === 6 ? wrong + group.slice(1) : group));

    expect(parseRecoveryKey(groups.join(''))).toEqual({ state: 'wrong-characters', groups: [7] });
    expect(parseRecoveryKey(groups.join(' '))).toEqual({ state: 'wrong-characters', groups: [7] });
  });

  it('names every group that holds a character no key has', () => {
    const typed = changed(changed(dataOf(KEY), 0, 'O'), 57, 'b');

    expect(parseRecoveryKey(typed)).toEqual({ state: 'wrong-characters', groups: [1, 15] });
  });

  it('names the group of one mistyped character, whichever it is', () => {
    fc.assert(
      fc.property(keys, place, character, (key, at, to) => {
        fc.pre(dataOf(key)[at] !== to);

        expect(parseRecoveryKey(changed(dataOf(key), at, to))).toEqual({ state: 'mistyped', groups: [groupAt(at)] });
      }),
      { numRuns: 80, seed: 5 },
    );
  });

  it('names the groups of two neighbours that were swapped', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 0, max: 56 }), (key, at) => {
        const data = dataOf(key);
        const [one = '', other = ''] = data.slice(at, at + 2);
        fc.pre(one !== other);

        expect(parseRecoveryKey(changed(changed(data, at, other), at + 1, one))).toEqual({
          state: 'mistyped',
          groups: [...new Set([groupAt(at), groupAt(at + 1)])],
        });
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('blames no group where three characters far from each other are wrong', () => {
    fc.assert(
      fc.property(keys, character, (key, to) => {
        const places = [3, 21, 44].filter((at) => dataOf(key)[at] !== to);
        fc.pre(places.length === 3);

        const typed = places.reduce((data, at) => changed(data, at, to), dataOf(key));

        expect(parseRecoveryKey(typed)).toEqual({ state: 'mistyped', groups: [] });
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('says how long it is where it is too short or too long, and which group it is where they stand apart', () => {
    const groups = keyGroups(KEY);
    const short = groups.map((group, index) => (index === 3 ? group.slice(1) : group));
    const long = groups.map((group, index) => (index === 14 ? `${group}Q` : group));

    expect(parseRecoveryKey(short.join(' '))).toEqual({ state: 'wrong-length', typed: 57, needed: 58, groups: [4] });
    expect(parseRecoveryKey(long.join('-'))).toEqual({ state: 'wrong-length', typed: 59, needed: 58, groups: [15] });
    expect(parseRecoveryKey(dataOf(KEY).slice(1))).toEqual({
      state: 'wrong-length',
      typed: 57,
      needed: 58,
      groups: [],
    });
  });

  it.each(['', ' \n', '# only a comment', RECOVERY_KEY_PREFIX])('is not there in %j', (typed) => {
    expect(parseRecoveryKey(typed)).toEqual({ state: 'wrong-length', typed: 0, needed: 58, groups: [] });
  });

  it('is refused where the checksum is right and the bits behind it are not', () => {
    const words = bech32.toWords(new Uint8Array(32));
    const key = bech32.encode('age-secret-key-', [...words.slice(0, -1), 1]).toUpperCase();

    expect(() => bech32.fromWords(bech32.decode(key as `${string}1${string}`).words)).toThrow(/padding/i);
    expect(parseRecoveryKey(key).state).toBe('mistyped');
  });

  it('is read wherever the library made it, and never where characters were thrown together', () => {
    fc.assert(
      fc.property(fc.array(character, { minLength: 58, maxLength: 58 }), (characters) => {
        expect(parseRecoveryKey(characters.join('')).state).toBe('mistyped');
      }),
      { numRuns: 60, seed: 5 },
    );
    fc.assert(
      fc.property(keys, (key) => {
        expect(parseRecoveryKey(key)).toEqual({ state: 'whole', key });
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('is not looked for in megabytes', () => {
    expect(parseRecoveryKey('Q '.repeat(2_000_000))).toMatchObject({ state: 'wrong-length', typed: 5000 });
  });

  it('is never named by the error about what is none', () => {
    expect(() => keyGroups(`${KEY}Q`)).toThrow(/^this is not a recovery key$/);
  });
});
