import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../electron/engine/engine.ts';
import { EnginePlace, setOf } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';

const PASSPHRASE = 'correct horse battery staple';

let place: EnginePlace;
let engine: Engine;
let recoveryKey: string;

beforeEach(async () => {
  place = new EnginePlace('encrypted');
  engine = await place.open();
  mkdirSync(place.source);
  const random = new Prng(5);
  for (let i = 0; i < 40; i++) writeFileSync(join(place.source, `letter ${i}.txt`), `dear ${i} `.repeat(i * 40));
  writeFileSync(join(place.source, 'ledger.db'), random.bytes(3_000_000));
  const added = await engine.planAdd(
    { name: 'P', sources: [place.source], vault: place.vault, encrypt: true },
    { passphrase: PASSPHRASE },
  );
  recoveryKey = added.recoveryKey as string;
});
afterEach(() => place.remove());

/** The same computer after a restart: what was typed is forgotten, what it needs to write is not. */
async function restart(): Promise<void> {
  await engine.close();
  engine = await place.open();
}

async function chain(): Promise<string[]> {
  const sets: string[] = [];
  for (const kind of ['full', 'incremental', 'differential', 'incremental'] as const) {
    writeFileSync(join(place.source, `note ${sets.length}.txt`), `written before ${kind}`);
    const bytes = readFileSync(join(place.source, 'ledger.db'));
    bytes.write(`changed for ${sets.length}`, 1_500_000);
    writeFileSync(join(place.source, 'ledger.db'), bytes);
    sets.push(setOf(await engine.backup({ plan: 'P', kind })));
  }
  return sets;
}

describe('an encrypted vault', () => {
  it('is written by a computer that cannot open it, kind after kind, and opens with either key', async () => {
    await restart();
    await chain();
    const source = snapshotTree(place.source);

    await expect(
      engine.restore({ plan: 'P', target: { kind: 'folder', path: place.path('no') } }),
    ).rejects.toMatchObject({
      code: 'key-needed',
    });
    await expect(engine.verify({ plan: 'P', level: 'deep' })).rejects.toMatchObject({ code: 'key-needed' });
    expect(await engine.verify({ plan: 'P', level: 'read' })).toMatchObject({ outcome: 'complete' });

    for (const secret of [{ passphrase: PASSPHRASE }, { recoveryKey }]) {
      await restart();
      await engine.unlock('P', secret);
      expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete' });
      const { tree } = await place.restore(engine, 'latest');
      expect(differences(source, snapshotTree(tree))).toBe('');
    }
  });
});
