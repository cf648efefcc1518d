import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SetKind } from '../../electron/contract/index.ts';
import { identityOf, newVaultKeys, RangeFile, recipientsOf } from '../../electron/engine/crypt/index.ts';
import { RESCUE_NAME } from '../../electron/engine/vault/index.ts';
import { EncryptedPlace } from '../support/encrypted-place.ts';
import { backUp } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { makeTree } from '../support/random-tree.ts';
import { asUnpacked } from '../support/stock-unpack.ts';
import { editTree } from '../support/tree-editor.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { setFolder, vaultFiles } from '../support/vault-files.ts';

let place: EncryptedPlace;
beforeEach(() => {
  place = new EncryptedPlace('encrypted-stock');
});
afterEach(() => place.remove());

function age(...args: string[]): Buffer {
  return execFileSync('age', args, { maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'inherit'] });
}

describe('an encrypted vault in the hands of age, zstd and tar', () => {
  it('gives a full set back byte for byte, and opens every file of every set of a chain', async () => {
    const maker = makeTree(new Prng(404), place.source, 40);
    const engine = await place.withEncryptedPlan();
    const full = await backUp(engine);
    const tree = snapshotTree(place.source, asUnpacked);
    for (const kind of ['incremental', 'differential', 'incremental'] satisfies SetKind[]) {
      editTree(maker, 12);
      await backUp(engine, kind);
    }
    const [key, to] = [place.recoveryFile(), place.makeFolder('unpacked')];

    const loop =
      'set -o pipefail; umask 0; for f in data-*.age; do age -d -i "$KEY" "$f"; done | zstd -dc | tar -x -p -C "$TO"';
    execFileSync('bash', ['-c', loop], {
      cwd: setFolder(place.vault, full),
      env: { ...process.env, KEY: key, TO: to },
    });
    const sealed = vaultFiles(place.vault).filter((name) => name.includes('/sets/') && name.endsWith('.age'));

    expect(differences(tree, snapshotTree(join(to, 'source'), asUnpacked))).toBe('');
    expect(sealed.filter((name) => name.includes('data-')).length).toBeGreaterThanOrEqual(4);
    expect(sealed.filter((name) => name.includes('manifest.')).length).toBe(8);
    for (const name of sealed) {
      const opened = age('-d', '-i', key, join(place.vault, name));
      expect(execFileSync('zstd', ['-dc'], { input: opened, maxBuffer: 64 * 1024 * 1024 }).length).toBeGreaterThan(0);
    }
  });

  it('holds nothing in the clear but its marker, its seals, the read-me, the script and its reserve', async () => {
    mkdirSync(place.source);
    for (const name of ['a', 'b']) writeFileSync(join(place.source, `marmalade-${name}`), `marmalade ${name}`);
    await backUp(await place.withEncryptedPlan());

    const open = vaultFiles(place.vault).filter((name) => !name.endsWith('.age'));

    expect(open.map((name) => name.replace(/^.*\//, '')).sort()).toEqual([
      'READ ME - restoring without Strongroom.txt',
      'reserve.bin',
      'set.copy.json',
      'set.json',
      RESCUE_NAME,
      'strongroom-vault.copy.json',
      'strongroom-vault.json',
    ]);
    for (const name of open) expect(readFileSync(join(place.vault, name), 'utf8')).not.toContain('marmalade');
    expect(readdirSync(join(place.vault, 'keys')).sort()).toEqual(['vault-1.passphrase.age', 'vault-1.recovery.age']);
  });

  it.each([0, 1, 65_535, 65_536, 65_537, 200_000])('reads a file of %i bytes that age itself made', async (size) => {
    const keys = await newVaultKeys('vault2222222');
    const content = new Prng(size + 1).bytes(size);
    const [plain, sealed] = [place.path('plain'), place.path('sealed.age')];
    writeFileSync(plain, content);
    for (const recipients of [await recipientsOf(keys), (await recipientsOf(keys)).slice(1)]) {
      age(...recipients.flatMap((each) => ['-r', each]), '-o', sealed, plain);

      const file = new RangeFile(sealed, { identities: [identityOf(keys.recovery)] });
      const parts = [file.read(0, size), file.read(Math.floor(size / 2), size + 10), file.read(size, 1)];
      file.close();

      expect(parts.map((part) => Buffer.from(part))).toEqual([
        Buffer.from(content),
        Buffer.from(content.subarray(Math.floor(size / 2))),
        Buffer.alloc(0),
      ]);
    }
  });
});
