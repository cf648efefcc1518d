import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  RESCUE_NAME,
  KeyRing,
  KeyStore,
  RESCUE_VERSION,
  rescueScript,
  Vault,
} from '../../../../electron/engine/vault/index.ts';
import { VAULT_README } from '../../../../electron/words/index.ts';

/** What lies in vaults out there under each number. */
const DIGESTS: Readonly<Record<number, string>> = {
  1: '38922665b8a15e3eb44b603be99011d8f861765c3720442c475438d227a4375d',
  2: 'e524eaca8db6eb2041053e4dbc43b5f79bbced19764118955d70219e4c80af79',
  3: 'dfad1e82139df81c03f36e9d21c4bfa79bd6a788d6131196cc79cae44e24ceb4',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-rescue-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ring = new KeyRing(new KeyStore('/nowhere'), 'machine22222');

describe('the rescue script', () => {
  it('has a new number when it was changed, which it says itself', () => {
    const script = rescueScript();

    expect(createHash('sha256').update(script).digest('hex')).toBe(DIGESTS[RESCUE_VERSION]);
    expect(script.toString('utf8')).toContain(`\nVERSION = ${RESCUE_VERSION}\n`);
  });

  it('is named by the text in the vault, in both languages', () => {
    const [english, chinese] = VAULT_README.split(/-{100,}/);

    for (const half of [english, chinese]) {
      expect(half).toContain(`python3 ${RESCUE_NAME} --to `);
      expect(half).toContain(`py ${RESCUE_NAME} --to C:\\`);
      expect(half).toContain(`python3 ${RESCUE_NAME} --identity key.txt --to `);
    }
  });

  it('is given to a vault that has none or an older one, and never written again', async () => {
    const { vault } = await Vault.openOrCreate(folder, ring, { readme: undefined });
    rmSync(join(folder, RESCUE_NAME));
    writeFileSync(join(folder, 'strongroom-rescue-0.py'), 'older');

    vault.addRescueScript();
    expect(readFileSync(join(folder, RESCUE_NAME)).equals(rescueScript())).toBe(true);
    writeFileSync(join(folder, RESCUE_NAME), 'left alone');
    vault.addRescueScript();

    expect(readFileSync(join(folder, RESCUE_NAME), 'utf8')).toBe('left alone');
    expect(readFileSync(join(folder, 'strongroom-rescue-0.py'), 'utf8')).toBe('older');
  });

  it('is not added where a newer one lies', async () => {
    const { vault } = await Vault.openOrCreate(folder, ring, { readme: undefined });
    rmSync(join(folder, RESCUE_NAME));
    writeFileSync(join(folder, `strongroom-rescue-${RESCUE_VERSION + 1}.py`), 'newer');

    vault.addRescueScript();

    expect(readdirSync(folder)).not.toContain(RESCUE_NAME);
  });
});
