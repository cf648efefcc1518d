import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChild } from '../support/child-engine.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { setFolders } from '../support/vault-files.ts';

/** `npm run campaign` takes every step. */
const EVERY = Number(process.env['STRONGROOM_EVERY'] ?? 11);
/** More than it takes. */
const STEPS_MAX = 200;

const place = new EnginePlace('kill-repair');
let hurt: ReadonlyMap<string, string>;

beforeAll(async () => {
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'ledger'), 'one\n'.repeat(1000));
  const engine = await place.withPlan();
  await engine.copyAdd({ plan: 'P', place: place.path('safe'), name: 'Safe' });
  await backUp(engine);
  appendFileSync(join(place.source, 'ledger'), 'two\n');
  await backUp(engine);
  const [first = '', second = ''] = setFolders(place.vault);
  for (const name of readdirSync(first)) spoil(join(first, name));
  rmSync(second, { recursive: true });
  expect((await engine.verify({ plan: 'P' })).outcome).toBe('failed');
  await engine.close();
  hurt = filesIn(first);
  keep();
});
afterAll(() => place.remove());

function spoil(file: string): void {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0, Math.floor(bytes.length / 2)));
}

function keep(): void {
  for (const part of ['home', 'vault']) cpSync(place.path(part), place.path(`begin-${part}`), { recursive: true });
}

function putBack(): void {
  for (const part of ['home', 'vault']) {
    rmSync(place.path(part), { recursive: true });
    cpSync(place.path(`begin-${part}`), place.path(part), { recursive: true });
  }
}

function filesIn(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return new Map(names.map((name) => [join(folder, name), readFileSync(join(folder, name), 'base64')]));
}

function originalsAreUntouched(): void {
  for (const [file, bytes] of hurt) expect([file, readFileSync(file, 'base64')]).toEqual([file, bytes]);
}

describe('a repair that is killed', () => {
  it('at any step has touched nothing that was there, believes in nothing half done, and is completed by the next', async () => {
    let change = 1;
    for (; change < STEPS_MAX; change += EVERY) {
      const child = startChild(place.home, 'repair', { plan: 'P' }, { killAt: { change, in: place.vault } });
      const { value, failure, stderr } = await child.ended;
      expect([failure, stderr]).toEqual([undefined, '']);
      originalsAreUntouched();
      if (child.process.signalCode === null) {
        expect(value).toMatchObject({ outcome: 'complete' });
        break;
      }
      const engine = await place.open();
      const { result, tree, to } = await place.restore(engine, 'latest');
      expect([change, result.outcome]).toEqual([change, 'complete']);
      expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
      rmSync(to, { recursive: true });

      expect([change, await engine.repair({ plan: 'P' })]).toMatchObject([change, { outcome: 'complete' }]);
      originalsAreUntouched();
      expect((await engine.verify({ plan: 'P', level: 'deep' })).outcome).toBe('complete');
      const left = [...filesIn(place.vault).keys()].filter(
        (name) => name.endsWith('.part') || name.includes('.good-2'),
      );
      expect([change, left]).toEqual([change, []]);
      await engine.close();
      putBack();
    }
    console.log(`a repair makes fewer than ${change} changes`);
    // Five files beside, five put back: each begun, and named.
    expect(change).toBeGreaterThan(2 * 10);
    expect(change).toBeLessThan(STEPS_MAX);
  });
});
