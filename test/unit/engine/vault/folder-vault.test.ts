import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../electron/engine/base/index.ts';
import { RESCUE_NAME, Vault } from '../../../../electron/engine/vault/index.ts';

const MARKERS = ['strongroom-vault.json', 'strongroom-vault.copy.json'] as const;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-vault-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
}

describe('a vault', () => {
  it('is made in a new or an empty folder, with two markers and the rescue script', () => {
    const { vault, inSubfolder } = Vault.openOrCreate(join(folder, 'new'), undefined);

    expect({ inSubfolder, names: readdirSync(vault.path).sort() }).toEqual({
      inSubfolder: false,
      names: [...MARKERS, RESCUE_NAME].sort(),
    });
  });

  it('is made in a folder of its own where other things are, and found again there', () => {
    writeFileSync(join(folder, 'letter.txt'), '');

    const first = Vault.openOrCreate(folder, undefined);
    const second = Vault.openOrCreate(folder, undefined);

    expect([first.inSubfolder, first.vault.path, second.vault.id]).toEqual([
      true,
      join(folder, 'Strongroom'),
      first.vault.id,
    ]);
  });

  it('opens by either marker', () => {
    const { vault } = Vault.openOrCreate(folder, undefined);
    for (const name of MARKERS) {
      const bytes = readFileSync(join(folder, name));
      rmSync(join(folder, name));
      expect(Vault.open(folder).id).toBe(vault.id);
      writeFileSync(join(folder, name), bytes);
    }
  });

  it('is refused when its two markers name different vaults', () => {
    const other = Vault.openOrCreate(join(folder, 'other'), undefined).vault;
    const mine = Vault.openOrCreate(join(folder, 'mine'), undefined).vault;
    writeFileSync(join(mine.path, MARKERS[1]), readFileSync(join(other.path, MARKERS[1])));

    expect(codeOf(() => Vault.open(mine.path))).toBe('vault-marker-damaged');
  });

  it('never gets a second identity where it has lost both markers', () => {
    mkdirSync(join(folder, 'machines'));

    expect(codeOf(() => Vault.openOrCreate(folder, undefined))).toBe('vault-marker-missing');
    expect(readdirSync(folder)).toEqual(['machines']);
  });
});
