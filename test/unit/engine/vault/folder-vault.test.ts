import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../electron/engine/base/index.ts';
import { newVaultKeys } from '../../../../electron/engine/crypt/index.ts';
import { KeyRing, KeyStore, RESCUE_NAME, Vault } from '../../../../electron/engine/vault/index.ts';

const MARKERS = ['strongroom-vault.json', 'strongroom-vault.copy.json'] as const;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-vault-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ring = new KeyRing(new KeyStore('/nowhere'), 'machine22222');

function make(path: string): ReturnType<typeof Vault.openOrCreate> {
  return Vault.openOrCreate(path, ring, { readme: undefined });
}

async function codeOf(work: () => unknown): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
}

describe('a vault', () => {
  it('is made in a new or an empty folder, with two markers and the rescue script', async () => {
    const { vault, inSubfolder } = await make(join(folder, 'new'));

    expect({ inSubfolder, names: readdirSync(vault.path).sort() }).toEqual({
      inSubfolder: false,
      names: [...MARKERS, RESCUE_NAME].sort(),
    });
  });

  it('is made in a folder of its own where other things are, and found again there', async () => {
    writeFileSync(join(folder, 'letter.txt'), '');

    const first = await make(folder);
    const second = await make(folder);

    expect([first.inSubfolder, first.vault.path, second.vault.id]).toEqual([
      true,
      join(folder, 'Strongroom'),
      first.vault.id,
    ]);
  });

  it('opens by either marker', async () => {
    const { vault } = await make(folder);
    for (const name of MARKERS) {
      const bytes = readFileSync(join(folder, name));
      rmSync(join(folder, name));
      expect(Vault.open(folder).id).toBe(vault.id);
      writeFileSync(join(folder, name), bytes);
    }
  });

  it('is refused when its two markers name different vaults', async () => {
    const other = (await make(join(folder, 'other'))).vault;
    const mine = (await make(join(folder, 'mine'))).vault;
    writeFileSync(join(mine.path, MARKERS[1]), readFileSync(join(other.path, MARKERS[1])));

    expect(await codeOf(() => Vault.open(mine.path))).toBe('vault-marker-damaged');
  });

  it('never gets a second identity where it has lost both markers', async () => {
    mkdirSync(join(folder, 'machines'));

    expect(await codeOf(() => make(folder))).toBe('vault-marker-missing');
    expect(readdirSync(folder)).toEqual(['machines']);
  });

  it('leaves nothing behind where making it fails, in a folder of its own or one that was there', async () => {
    const blocked = join(folder, 'home');
    writeFileSync(blocked, 'a file where the keys would go');
    const ringWithoutStore = new KeyRing(new KeyStore(blocked), 'machine22222');
    const keys = await newVaultKeys('vault222222222222');
    const birth = {
      readme: 'read me',
      newKeys: (vault: string) =>
        Promise.resolve({ keys: { ...keys, vault }, passphrase: 'correct horse battery staple', logN: 8 }),
    };
    mkdirSync(join(folder, 'empty'));

    for (const name of ['new', 'empty'])
      expect(await codeOf(() => Vault.openOrCreate(join(folder, name), ringWithoutStore, birth))).toBe('home-unusable');
    expect([readdirSync(folder).sort(), readdirSync(join(folder, 'empty'))]).toEqual([['empty', 'home'], []]);
  });
});
