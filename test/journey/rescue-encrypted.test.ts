import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Encrypter, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SetKind } from '../../electron/contract/index.ts';
import { newVaultKeys } from '../../electron/engine/crypt/index.ts';
import { whileChanged } from '../support/damage.ts';
import { EncryptedPlace, namesIn, onTerminal, PASSPHRASE } from '../support/encrypted-place.ts';
import { backUp } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { makeTree } from '../support/random-tree.ts';
import { RESCUE_SCRIPT, rescue, rescueIn } from '../support/rescue.ts';
import { editTree } from '../support/tree-editor.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';
import { setFolder, vaultState } from '../support/vault-files.ts';

let place: EncryptedPlace;
beforeEach(() => {
  place = new EncryptedPlace('rescue-encrypted');
});
afterEach(() => place.remove());

const rules = { withoutOwners: process.getuid?.() !== 0 };
const KINDS: readonly SetKind[] = ['full', 'incremental', 'differential', 'incremental'];

/** One small file, one of 3 MB, one small file, in the order of the stream. */
async function smallVault(): Promise<string> {
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'a'), 'in front');
  writeFileSync(join(place.source, 'b'), new Prng(9).bytes(3_000_000));
  writeFileSync(join(place.source, 'c'), 'behind');
  return backUp(await place.withEncryptedPlan());
}

function change(path: string, edit: (bytes: Buffer) => Buffer, look: () => void): Promise<void> {
  return whileChanged(
    path,
    (bytes) => writeFileSync(path, edit(bytes)),
    async () => look(),
  );
}

const flip =
  (at: number) =>
  (bytes: Buffer): Buffer => {
    bytes[at] = (bytes[at] as number) ^ 1;
    return bytes;
  };

describe('the rescue script on an encrypted vault', () => {
  it('gives every point of a chain back as the source was, with the recovery key or what the passphrase opens', async () => {
    const maker = makeTree(new Prng(303), place.source, 40);
    const engine = await place.withEncryptedPlan();
    const points: { setId: string; tree: TreeSnapshot }[] = [];
    for (const kind of KINDS) {
      if (points.length > 0) editTree(maker, 12);
      points.push({ setId: await backUp(engine, kind), tree: snapshotTree(place.source, rules) });
    }
    const second = points[1];
    const consolidated = await engine.consolidate({ plan: 'P', at: second?.setId ?? '' });
    points.push({ setId: consolidated.setId ?? '', tree: second?.tree ?? new Map() });
    rmSync(place.home, { recursive: true });
    const vault = vaultState(place.vault);
    const keys = [place.recoveryFile(), place.passphraseFile()];

    for (const [i, { setId, tree }] of points.entries()) {
      const to = place.path(`rescued-${setId}`);
      const rescued = rescue(place.vault, '--identity', keys[i % 2] as string, '--at', setId, '--to', to);

      expect(rescued, setId).toMatchObject({ status: 0, stderr: '' });
      expect(differences(tree, snapshotTree(join(to, 'source'), rules))).toBe('');
    }
    for (const key of keys)
      expect(rescue(place.vault, '--identity', key, '--verify')).toMatchObject({ status: 0, stderr: '' });
    expect(vaultState(place.vault)).toEqual(vault);
  });

  it('asks for the passphrase by age on the terminal, and tells no program the key in its arguments or environment', async () => {
    await smallVault();
    const { program, temporary, told, found } = place.watchedAge();
    const keys = JSON.parse(readFileSync(place.passphraseFile(), 'utf8')) as Record<string, string>;

    const typed = onTerminal(PASSPHRASE, 'python3', RESCUE_SCRIPT, place.vault, '--to', place.path('typed'));
    const args = ['--age', program, '--identity', place.recoveryFile(), '--to', place.path('given')];
    const given = rescueIn({ TMPDIR: temporary }, place.vault, ...args);

    expect(typed).toContain('3 files restored');
    expect(given).toMatchObject({ status: 0, stderr: '' });
    // Key file, listing, volume.
    expect(told().match(/^-d$/gm)).toHaveLength(3);
    expect([keys.identity, keys.recovery, keys.macRoot].filter((secret) => told().includes(secret as string))).toEqual(
      [],
    );
    expect([found(), namesIn(temporary)]).toEqual(['', []]);
  });

  it('leaves nothing behind that was opened, also where it is stopped', async () => {
    await smallVault();
    const temporary = place.makeFolder('temporary');
    // It gives half a volume, says so, and stays.
    const [slow, half] = [place.path('slow-age'), place.path('half')];
    execFileSync('mkfifo', [half]);
    const program = `#!/bin/sh
case "$4" in
  *data-*) age "$@" | head -c 70000; echo > '${half}'; exec sleep 10 ;;
  *) exec age "$@" ;;
esac
`;
    writeFileSync(slow, program, { mode: 0o755 });
    const args = [place.vault, '--age', slow, '--identity', place.recoveryFile(), '--to', place.path('to')];
    const child = spawn('python3', [RESCUE_SCRIPT, ...args], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: 'ignore',
      detached: true,
    });
    await readFile(half);
    process.kill(-(child.pid as number), 'SIGINT');
    const [code] = (await once(child, 'exit')) as [number];

    expect(code).toBe(130);
    expect(namesIn(temporary)).toEqual([]);
    expect(namesIn(place.path('to')).filter((name) => name.includes('.strongroom-part'))).toEqual([]);
  });

  it('says what is wrong with a key, and with what is missing', async () => {
    await smallVault();
    const write = (text: string): string => {
      writeFileSync(place.path('key.txt'), text);
      return place.path('key.txt');
    };
    const said = (...args: string[]): string => {
      const { status, stderr } = rescue(place.vault, ...args);
      return `${status} ${stderr}`;
    };
    const stranger = await newVaultKeys('another22222');
    const keys = JSON.parse(readFileSync(place.passphraseFile(), 'utf8')) as Record<string, string>;
    const mistyped = place.recoveryKey.replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q'));

    expect(said()).toMatch(/^5 This vault is encrypted\. Give the recovery key.*age -d -o key\.txt/s);
    expect(said('--identity', write(stranger.recovery))).toMatch(/^5 This key does not open this vault/);
    expect(said('--identity', write(mistyped))).toMatch(/^5 The key in .*key\.txt is mistyped/);
    expect(said('--identity', write('hello'))).toMatch(/^5 There is no recovery key in/);
    expect(said('--identity', write(JSON.stringify({ ...keys, vault: 'another22222' })))).toMatch(
      /^5 This key is that of another vault, another22222/,
    );
    expect(said('--identity', join(place.vault, 'keys', 'vault-1.passphrase.age'))).toMatch(/^2 .*is encrypted itself/);
    expect(said('--identity', place.path('nothing'))).toMatch(/^2 .*cannot be read/);
    expect(said('--identity', place.recoveryFile(), '--age', 'no-such-program')).toMatch(/^1 .*apt install age/);
    // As it may be typed: small, in groups, over two lines.
    const typed = (between: string): string => place.recoveryKey.toLowerCase().replace(/(.{4})/g, `$1${between}`);
    expect(said('--identity', write(typed(' ').replace(/^(.{40})/, '$1\n')))).toBe('0 ');
    expect(said('--identity', write(typed('-')))).toBe('0 ');
  });

  it('names what is damaged, and gives back the rest', async () => {
    const setId = await smallVault();
    const key = ['--identity', place.recoveryFile()];
    const volume = join(setFolder(place.vault, setId), 'data-000001.tar.zst.age');

    await change(volume, flip(1_500_000), () => {
      const restored = rescue(place.vault, ...key, '--to', place.path('half'));
      expect(restored.status).toBe(6);
      expect(restored.stderr).toMatch(/DAMAGED: source\/b: .*data-000001\.tar\.zst\.age is a damaged age file/);
      expect(readFileSync(place.path('half', 'source', 'a'), 'utf8')).toBe('in front');
      expect(rescue(place.vault, ...key, '--verify').stderr).toMatch(/data-000001\.tar\.zst\.age: it is damaged/);
    });
    await change(volume, flip(120), () => {
      const { status, stderr } = rescue(place.vault, ...key, '--to', place.path('none'));
      expect([status, stderr.match(/^DAMAGED: source/gm)?.length]).toEqual([6, 3]);
    });
    for (const name of ['manifest.zst.age', 'manifest.copy.zst.age'])
      await change(join(setFolder(place.vault, setId), name), flip(300), () => {
        expect(rescue(place.vault, ...key, '--to', place.path(name))).toMatchObject({ status: 0, stderr: '' });
        expect(rescue(place.vault, ...key, '--verify').stderr).toContain(`${name}: it is damaged`);
      });
    await change(join(place.vault, 'keys', 'vault-1.recovery.age'), flip(300), () => {
      const { status, stderr } = rescue(place.vault, ...key, '--verify');
      expect(status).toBe(6);
      expect(stderr).toMatch(/DAMAGED: keys\/vault-1\.recovery\.age: .*damaged age file/);
      expect(stderr).toContain('who wrote these backups could not be checked');
    });
  });

  it('believes no seal that a stranger wrote, and says so where it cannot tell', async () => {
    const setId = await smallVault();
    const key = ['--identity', place.recoveryFile()];
    const folder = setFolder(place.vault, setId);
    const forge = (bytes: Buffer): Buffer => {
      const [line = '', , proof] = bytes.toString('utf8').split('\n');
      const forged = line.replace(/"files":\d+/, '"files":77');
      return Buffer.from(`${forged}\n${createHash('sha256').update(forged).digest('hex')}\n${proof}\n`);
    };

    await change(join(folder, 'set.json'), forge, () => {
      expect(rescue(place.vault, ...key).stdout).toContain('3 files');
      expect(rescue(place.vault, ...key, '--verify').stderr).toMatch(
        /set\.json: it was not written by a computer that has the keys of this vault/,
      );
      const blind = rescue(place.vault, '--identity', place.identityFile());
      expect(blind.stdout).toContain('77 files');
      expect(blind.stderr).toMatch(/^Note: who wrote these backups could not be checked/);
    });
    const both = ['set.json', 'set.copy.json'].map((name) => join(folder, name)) as [string, string];
    await change(both[0], forge, () => {
      rmSync(both[1]);
      const { status, stdout } = rescue(place.vault, ...key);
      expect([status, stdout]).toEqual([6, expect.stringContaining('was not written by a computer')]);
    });
  });

  it('proves nothing with keys that a stranger has put behind the recovery key', async () => {
    await smallVault();
    const key = ['--identity', place.recoveryFile()];
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(place.recoveryKey));
    const { macRoot, ...evil } = await newVaultKeys(
      (
        JSON.parse(readFileSync(join(place.vault, 'strongroom-vault.json'), 'utf8').split('\n')[0] ?? '') as {
          vault: string;
        }
      ).vault,
    );
    const text = { strongroom: 'keys', format: 1, ...evil, macRoot: macRoot.toString('base64') };
    const planted = join(place.vault, 'keys', 'vault-9.recovery.age');
    writeFileSync(planted, await encrypter.encrypt(JSON.stringify(text)));

    expect(rescue(place.vault, ...key).stdout).toContain('3 files');
    const { stderr } = rescue(place.vault, ...key, '--verify');
    expect(stderr).toMatch(/keys\/vault-9\.recovery\.age: it holds other keys/);
    expect(stderr).not.toContain('it was not written by a computer');
  });

  it('does not take an encrypted vault for an open one because somebody changed its marker', async () => {
    await smallVault();
    const line = readFileSync(join(place.vault, 'strongroom-vault.json'), 'utf8').split('\n')[0] as string;
    const open = line.replace('"encryption":"age"', '"encryption":"none"');
    for (const name of ['strongroom-vault.json', 'strongroom-vault.copy.json'])
      writeFileSync(join(place.vault, name), `${open}\n${createHash('sha256').update(open).digest('hex')}\n`);
    const key = ['--identity', place.recoveryFile()];

    expect(rescue(place.vault)).toMatchObject({ status: 4 });
    expect(rescue(place.vault).stderr).toMatch(/marked as not encrypted, but it holds an encrypted file, keys.vault-1/);
    expect(rescue(place.vault, ...key, '--to', place.path('to'))).toMatchObject({ status: 0 });
    expect(rescue(place.vault, ...key, '--verify')).toMatchObject({ status: 6 });
    rmSync(join(place.vault, 'keys'), { recursive: true });
    expect(rescue(place.vault).stderr).toMatch(/it holds an encrypted file, machines.*\.age/);
    expect(rescue(place.vault, ...key, '--verify').stderr).toMatch(
      /DAMAGED: keys\/vault-1\.passphrase\.age: it is missing\nDAMAGED: keys\/vault-1\.recovery\.age: it is missing/,
    );
    expect(readFileSync(place.path('to', 'source', 'c'), 'utf8')).toBe('behind');
  });
});
