import { renameSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../../electron/engine/engine.ts';
import { backUp, EnginePlace, failureOf } from '../../../support/engine-place.ts';
import { differences, snapshotTree } from '../../../support/tree-snapshot.ts';

let place: EnginePlace;
let engine: Engine;

beforeEach(async () => {
  place = new EnginePlace('edit');
  place.makeFolder('one', 'Docs');
  place.makeFolder('two', 'Docs');
  writeFileSync(place.path('one', 'Docs', 'a.txt'), 'of one');
  writeFileSync(place.path('two', 'Docs', 'a.txt'), 'of two');
  engine = await place.withPlan({ sources: [place.path('one', 'Docs'), place.path('two', 'Docs')] });
});
afterEach(() => place.remove());

describe('editing a plan', () => {
  it('changes what is given, leaves the rest, and writes it into the next set', async () => {
    await backUp(engine);
    const before = await engine.planShow('P');

    const edited = await engine.planEdit('P', { name: 'Q', exclude: ['*.tmp'], level: 5, schedule: 'DAILY 9:30' });
    await engine.backup({ plan: 'Q' });

    expect(edited).toEqual({
      ...before,
      name: 'Q',
      exclude: ['*.tmp'],
      level: 5,
      schedule: 'daily 09:30',
      nextRunAt: expect.any(String),
    });
    const elsewhere = await place.open(place.path('elsewhere'));
    await elsewhere.vaultOpen(place.vault);
    expect(await elsewhere.planShow('Q')).toMatchObject({ exclude: ['*.tmp'], level: 5, schedule: 'daily 09:30' });
  });

  it('keeps the label of a source that stays, and gives none of a removed one to another', async () => {
    await backUp(engine);
    const [first, second] = (await engine.planShow('P')).sources;

    const { sources } = await engine.planEdit('P', { sources: [place.path('two', 'Docs')] });
    place.makeFolder('three', 'Docs');
    const later = await engine.planEdit('P', {
      sources: [place.path('three', 'Docs'), place.path('two', 'Docs'), place.path('one', 'Docs')],
    });

    expect([first?.label, second?.label]).toEqual(['Docs', 'Docs-2']);
    expect(sources).toEqual([second]);
    expect(later.sources).toEqual([first, second, { path: place.path('three', 'Docs'), label: 'Docs-3' }]);
  });

  it('leaves what was saved of a removed source to be restored, also to its original place', async () => {
    const setId = await backUp(engine);
    await engine.planEdit('P', { sources: [place.path('two', 'Docs')] });
    await backUp(engine);
    const wanted = snapshotTree(place.path('one', 'Docs'));
    renameSync(place.path('one'), place.path('gone'));

    const result = await engine.restore({
      plan: 'P',
      at: setId,
      paths: [place.path('one', 'Docs')],
      target: { kind: 'original-place' },
    });

    expect(result).toMatchObject({ outcome: 'complete', files: { restored: 1, failed: 0 } });
    expect(differences(wanted, snapshotTree(place.path('one', 'Docs')))).toBe('');
  });

  it('refuses what a new plan would be refused, and changes nothing then', async () => {
    await engine.planAdd({ name: 'Other', sources: [place.path('one')], vault: place.path('other') });
    const before = await engine.planShow('P');
    const refusals = [
      [{ name: 'other' }, 'plan-name-taken'],
      [{ name: ' ' }, 'plan-name-invalid'],
      [{ sources: [place.path('nowhere')] }, 'source-missing'],
      [{ sources: [place.vault] }, 'source-is-vault'],
      [{ sources: [] }, 'usage'],
      [{ exclude: ['!x'] }, 'exclude-invalid'],
      [{ schedule: 'whenever' }, 'schedule-invalid'],
    ] as const;

    for (const [change, code] of refusals) {
      expect(await failureOf(engine.planEdit('P', { level: 9, ...change } as never))).toBe(code);
    }
    expect(await engine.planShow('P')).toEqual(before);
  });

  it('may keep its own name in other letters, and sources that are away at the moment', async () => {
    renameSync(place.path('one'), place.path('gone'));

    const edited = await engine.planEdit('P', {
      name: 'p',
      sources: [place.path('one', 'Docs'), place.path('two', 'Docs')],
    });

    expect([edited.name, edited.sources.length]).toEqual(['p', 2]);
  });
});
