import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, makeBench, makeFolder, type Said } from './cli-runner.ts';

const PASSPHRASE = 'canary-passphrase-7Zq4 über alle Berge';
const NEXT = 'canary-nextphrase-Kp93 noch viel weiter';
const CONTENT = 'canary-content-of-a-letter-Xw51';

let here: Bench;
let there: Bench;
let said: Said[];

beforeEach(() => {
  here = makeBench();
  there = makeBench();
  said = [];
  makeFolder(here.path('Quarterly Books'));
  writeFileSync(here.path('Quarterly Books', 'canary-name.txt'), `${CONTENT}\n`.repeat(2000));
  writeFileSync(here.path('passphrase.txt'), `${PASSPHRASE}\r\nanother line`);
  writeFileSync(here.path('next.txt'), `${NEXT}\n`);
});
afterEach(() => {
  here.remove();
  there.remove();
});

async function says(bench: Bench, exit: number, ...args: string[]): Promise<string> {
  const answer = await bench.run(...args);
  said.push(answer);
  expect([args[0], answer.exit, answer.stderr]).toEqual([args[0], exit, exit === 0 ? '' : expect.any(String)]);
  return answer.stdout + answer.stderr;
}

function* filesIn(folder: string): Generator<string> {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

function holders(folder: string, canaries: readonly string[]): string[] {
  return [...filesIn(folder)].flatMap((path) => {
    const bytes = readFileSync(path);
    const spelled = canaries.flatMap((canary) => [Buffer.from(canary), Buffer.from(canary, 'utf16le')]);
    return spelled.some((canary) => bytes.includes(canary) || relative(folder, path).includes(canary.toString('utf8')))
      ? [path]
      : [];
  });
}

describe('an encrypted vault on the command line', () => {
  it('is made, restored elsewhere with the recovery key, and keeps every secret to itself', async () => {
    const books = here.path('Quarterly Books');
    const passphraseFile = here.path('passphrase.txt');
    const keyFile = here.path('key.txt');
    const add = ['plan', 'add', '--name', 'Canary Plan', '--source', books, '--vault', here.vault, '--encrypt'];
    await says(here, 0, ...add, '--passphrase-file', passphraseFile, '--recovery-key-out', keyFile);
    await says(here, 0, 'backup', 'Canary Plan');
    writeFileSync(join(books, 'canary-second.txt'), CONTENT);
    await says(here, 0, 'backup', 'Canary Plan');
    const recoveryKey = readFileSync(keyFile, 'utf8').trim();
    expect(recoveryKey).toMatch(/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/);

    expect(await says(here, 5, 'restore', 'Canary Plan', '--to', here.path('no'))).toContain('SR-411');
    expect(existsSync(here.path('no'))).toBe(false);
    await says(here, 0, 'verify', 'Canary Plan', '--level', 'deep', '--recovery-key-file', keyFile);
    await says(here, 0, 'kit', 'Canary Plan', '--out', here.path('kit.pdf'), '--recovery-key-file', keyFile);
    expect(readFileSync(here.path('kit.pdf')).subarray(0, 5).toString()).toBe('%PDF-');

    // As it was written down by hand: small letters and gaps.
    const typed = there.path('typed.txt');
    writeFileSync(typed, recoveryKey.toLowerCase().replace(/(.{4})/g, '$1 '));
    expect(await says(there, 5, 'vault', 'open', here.vault)).toContain('SR-411');
    await says(there, 0, 'vault', 'open', here.vault, '--recovery-key-file', typed);
    await says(there, 0, 'restore', 'Canary Plan', '--to', there.path('out'), '--recovery-key-file', typed);
    const out = there.path('out', 'Quarterly Books');
    for (const name of readdirSync(books))
      expect(readFileSync(join(out, name)).equals(readFileSync(join(books, name)))).toBe(true);

    const change = ['passphrase', 'Canary Plan', '--passphrase-file', passphraseFile];
    await says(here, 0, ...change, '--new-passphrase-file', here.path('next.txt'));
    const old = ['restore', 'Canary Plan', '--to', there.path('old'), '--passphrase-file', passphraseFile];
    expect(await says(there, 5, ...old)).toContain('SR-412');
    await says(here, 0, 'backup', 'Canary Plan');

    const secrets = [PASSPHRASE, NEXT, recoveryKey, recoveryKey.slice(20, 50), recoveryKey.toLowerCase()];
    expect(said.filter(({ stdout, stderr }) => secrets.some((secret) => (stdout + stderr).includes(secret)))).toEqual(
      [],
    );
    expect([here, there].flatMap(({ home }) => holders(home, secrets))).toEqual([]);
    const names = ['canary-name', 'canary-second', 'Quarterly', CONTENT, 'Canary Plan', ...secrets];
    const places = [hostname(), here.folder].filter((name) => name.length > 3);
    // The two texts that are the same in every vault are none of ours.
    const ours = (path: string): boolean => !/READ ME|strongroom-rescue/.test(path);
    expect(holders(here.vault, [...names, ...places]).filter(ours)).toEqual([]);
  });

  it('is refused with a passphrase that is easy to guess, and where the vault is not encrypted; nothing is made', async () => {
    const weak = here.path('weak.txt');
    writeFileSync(weak, '111111111111');
    const add = ['plan', 'add', '--name', 'P', '--source', here.path('Quarterly Books'), '--vault', here.vault];

    expect(await says(here, 2, ...add, '--encrypt', '--passphrase-file', weak)).toContain('SR-415');
    expect(await says(here, 5, ...add, '--encrypt')).toContain('SR-411');
    expect(await says(here, 2, ...add, '--encrypt', '--passphrase-file', here.path('none.txt'))).toContain('none.txt');
    const keyless = ['--encrypt', '--passphrase-file', weak, '--recovery-key-out', here.path('key.txt')];
    expect(await says(here, 2, ...add, ...keyless)).toContain('SR-415');
    expect(existsSync(here.path('key.txt'))).toBe(false);
    const unwritable = [
      '--passphrase-file',
      here.path('passphrase.txt'),
      '--recovery-key-out',
      here.path('k'.repeat(300)),
    ];
    expect(await says(here, 1, ...add, '--encrypt', ...unwritable)).toContain('SR-504');
    expect(existsSync(here.vault)).toBe(false);
    mkdirSync(here.path('taken'));
    writeFileSync(here.path('taken', 'key'), 'a key of something else');
    const taken = ['--passphrase-file', here.path('passphrase.txt'), '--recovery-key-out', here.path('taken', 'key')];
    expect(await says(here, 2, ...add, '--encrypt', ...taken)).toContain('SR-503');
    await says(here, 0, ...add);
    expect(await says(here, 2, 'kit', 'P', '--out', here.path('kit.pdf'))).toContain('SR-416');
    const again = ['plan', 'add', '--name', 'Q', '--source', here.path('Quarterly Books'), '--vault', here.vault];
    expect(await says(here, 2, ...again, '--encrypt', '--passphrase-file', here.path('passphrase.txt'))).toContain(
      'SR-416',
    );
  });
});
