import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printChecked } from '../../electron/engine/archive/checked-line.ts';
import { whileChanged } from '../support/damage.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { rescue } from '../support/rescue.ts';
import { makeSmallChain } from '../support/small-chain.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { setFolder, vaultFiles } from '../support/vault-files.ts';

let place: EnginePlace;
afterEach(() => place.remove());

/** What the script says of single paths, in one word each. */
function told(stderr: string, kind: string): string[] {
  const lines = stderr.split('\n').filter((line) => line.startsWith(`${kind}: `));
  return lines.map((line) => line.split(': ')[1] as string).sort();
}

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] as number) ^ 0x10;
  return bytes;
}

describe('the rescue script on a damaged volume', () => {
  beforeEach(() => {
    place = new EnginePlace('rescue-damage');
  });

  it('names the files that are hit, gives all others exactly, and says so again when it verifies', async () => {
    const prng = new Prng(31);
    for (let i = 0; i < 12; i++) {
      const folder = join(place.source, `folder-${i}`);
      mkdirSync(folder, { recursive: true });
      for (let n = 0; n < 6; n++) writeFileSync(join(folder, `small-${n}`), prng.bytes(prng.int(0, 120_000)));
      writeFileSync(join(folder, 'large'), prng.bytes(1_100_000));
    }
    const engine = await place.withPlan();
    const volume = join(setFolder(place.vault, await backUp(engine)), 'data-000001.tar.zst');
    const whole = readFileSync(volume);
    const wanted = snapshotTree(place.source);

    for (const cut of [false, true]) {
      const bytes = Buffer.from(whole);
      // In two frames next to each other, and in the last.
      const at = prng.int(0, bytes.length >> 1);
      for (const hit of [at, at + 700_000, bytes.length - 50_000]) flip(bytes, hit);
      writeFileSync(volume, cut ? bytes.subarray(0, bytes.length >> 1) : bytes);
      const checked = await engine.verify({ plan: 'P', level: 'deep' });
      const to = place.path(`rescued-${cut}`);

      const rescued = rescue(place.vault, '--to', to);
      const verified = rescue(place.vault, '--verify');

      const found = snapshotTree(join(to, 'source'));
      const lost = [...wanted.keys()].filter((name) => !found.has(name)).map((name) => `source/${name}`);
      expect([rescued.status, verified.status], rescued.stderr).toEqual([6, 6]);
      expect(lost.length).toBeGreaterThan(2);
      expect(told(rescued.stderr, 'DAMAGED')).toEqual(lost.sort());
      expect(checked.points[0]?.damage.find((each) => each.code === 'file-damaged')?.paths?.toSorted()).toEqual(lost);
      const named = told(verified.stderr, 'DAMAGED').filter((name) => name.startsWith('source/'));
      expect(named).toEqual(lost);
      expect(verified.stderr).toContain('data-000001.tar.zst: it is');
      expect(differences(new Map([...wanted].filter(([name]) => found.has(name))), found)).toBe('');
    }
  });
});

describe('the rescue script on a chain', () => {
  it('sees damage in the middle of any file of a set, and in none when it is whole', async () => {
    const chain = await makeSmallChain();
    place = chain.place;
    const files = vaultFiles(setFolder(place.vault, chain.first)).map((file) =>
      join(setFolder(place.vault, chain.first), file),
    );
    expect(files.length).toBe(5);
    for (const file of [...files, join(place.vault, 'strongroom-vault.copy.json')]) {
      await whileChanged(
        file,
        (bytes) => writeFileSync(file, flip(bytes, bytes.length >> 1)),
        async () => expect(rescue(place.vault, '--verify').status, file).toBe(6),
      );
    }
    expect(rescue(place.vault, '--verify').status).toBe(0);
  });

  it('gives back what needs a missing set least, and names all that needs it', async () => {
    const chain = await makeSmallChain();
    place = chain.place;
    const folder = setFolder(place.vault, chain.full);
    renameSync(folder, join(dirname(folder), '..', 'elsewhere'));

    const [second, differential] = [chain.second, chain.differential].map((at) =>
      rescue(place.vault, '--at', at, '--to', place.path(at)),
    );

    expect([second?.status, differential?.status]).toEqual([6, 6]);
    for (const each of [second, differential]) expect(each?.stderr).toContain(`set ${chain.full} is missing`);
    expect([...snapshotTree(place.path(chain.differential, 'source')).keys()].sort()).toEqual(['', 'd', 'e']);
    expect(rescue(place.vault).stdout).not.toContain(chain.full);
    expect(rescue(place.vault, '--verify').stderr).toContain('the set before it');
  });

  it('refuses what only a newer program can read, and says so', async () => {
    const chain = await makeSmallChain();
    place = chain.place;
    const seal = join(setFolder(place.vault, chain.second), 'set.json');
    const value = JSON.parse(readFileSync(seal, 'utf8').split('\n')[0] as string) as object;
    writeFileSync(seal, printChecked({ ...value, requires: ['holes'] }));
    const listed = rescue(place.vault);
    const asked = rescue(place.vault, '--at', chain.second, '--to', place.path('x'));

    expect(listed.stdout).toContain('only a newer script can read it (format 1, holes)');
    expect(asked).toMatchObject({ status: 1 });
    const marker = join(place.vault, 'strongroom-vault.json');
    const told = JSON.parse(readFileSync(marker, 'utf8').split('\n')[0] as string) as object;
    for (const other of [{ format: 2, encryption: 'age' }, { requires: ['x'] }, { encryption: 'rot13' }]) {
      writeFileSync(marker, printChecked({ ...told, ...other }));
      const refused = rescue(place.vault);
      expect(refused).toMatchObject({ status: 4, stdout: '' });
      expect(refused.stderr).toContain('needs a newer script');
    }
  });

  it('takes the copy of a seal, a marker or a listing that is damaged', async () => {
    const chain = await makeSmallChain();
    place = chain.place;
    const set = setFolder(place.vault, chain.second);
    for (const path of [join(set, 'set.json'), join(set, 'manifest.zst'), join(place.vault, 'strongroom-vault.json')]) {
      const bytes = readFileSync(path);
      writeFileSync(path, flip(bytes, bytes.length >> 1));
    }
    const rescued = rescue(place.vault, '--at', chain.second, '--to', place.path('x'));

    expect(rescued).toMatchObject({ status: 0, stderr: '' });
    const wanted = chain.trees.get(chain.second);
    expect(wanted && differences(wanted, snapshotTree(place.path('x', 'source')))).toBe('');
  });
});
