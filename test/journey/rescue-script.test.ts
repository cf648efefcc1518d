import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SetKind } from '../../electron/contract/index.ts';
import { RESCUE_NAME } from '../../electron/engine/vault/index.ts';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { Prng } from '../support/prng.ts';
import { makeTree } from '../support/random-tree.ts';
import { rescue } from '../support/rescue.ts';
import { editTree } from '../support/tree-editor.ts';
import { differences, snapshotTree, type TreeSnapshot } from '../support/tree-snapshot.ts';
import { vaultState } from '../support/vault-files.ts';

let place: EnginePlace;
beforeEach(() => {
  place = new EnginePlace('rescue');
});
afterEach(() => place.remove());

const rules = { withoutOwners: process.getuid?.() !== 0 };
const KINDS: readonly SetKind[] = ['full', 'incremental', 'differential', 'incremental'];

describe('the rescue script', () => {
  it.each([301, 302])(
    'gives every point of a chain back as the source was, from the vault alone (seed %i)',
    async (seed) => {
      const maker = makeTree(new Prng(seed), place.source, 80);
      const engine = await place.withPlan();
      const points: { setId: string; tree: TreeSnapshot }[] = [];
      for (const kind of KINDS) {
        if (points.length > 0) editTree(maker, 25);
        points.push({ setId: await backUp(engine, kind), tree: snapshotTree(place.source, rules) });
      }
      const [, second, , last] = points;
      const consolidated = await engine.consolidate({ plan: 'P', at: second?.setId ?? '' });
      points.push({ setId: consolidated.setId ?? '', tree: second?.tree ?? new Map() });
      const vault = vaultState(place.vault);

      for (const { setId, tree } of points) {
        const to = place.path(`rescued-${setId}`);
        const rescued = rescue(place.vault, '--at', setId, '--to', to);

        expect(rescued, setId).toMatchObject({ status: 0, stderr: '' });
        expect(differences(tree, snapshotTree(join(to, 'source'), rules))).toBe('');
      }
      // What was made last is not the newest point.
      expect(rescue(place.vault, '--files').stdout).toBe(
        rescue(place.vault, '--files', '--at', last?.setId ?? '').stdout,
      );
      expect(rescue(place.vault, '--verify')).toMatchObject({ status: 0, stderr: '' });
      expect(vaultState(place.vault)).toEqual(vault);
    },
  );

  it('gives only what is asked for, by its path in the backup or on the computer, and goes on where it was stopped', async () => {
    mkdirSync(join(place.source, 'letters', 'old'), { recursive: true });
    for (const name of ['a', 'letters/b', 'letters/old/c', 'letters.txt'])
      writeFileSync(join(place.source, name), name);
    const engine = await place.withPlan();
    await backUp(engine);
    const to = place.path('rescued');

    const one = rescue(place.vault, '--to', to, '--path', join(place.source, 'letters'));
    const names = [...snapshotTree(to).keys()].sort();
    const all = rescue(place.vault, '--to', to);
    const none = rescue(place.vault, '--to', to, '--path', 'source/nothing');

    expect(one).toMatchObject({ status: 0, stderr: '' });
    expect(names).toEqual([
      '',
      'source',
      'source/letters',
      'source/letters/b',
      'source/letters/old',
      'source/letters/old/c',
    ]);
    expect(all).toMatchObject({ status: 0, stderr: '' });
    expect(all.stdout).toContain('2 files restored');
    expect(all.stdout).toContain('2 were there already');
    expect(none).toMatchObject({ status: 3 });
    expect(none.stderr).toContain('UNKNOWN: source/nothing');
  });

  it('lies in every vault, also in one that was made before there was it, and works from there', async () => {
    writeFileSync(join(place.makeFolder('source'), 'a'), 'a');
    const engine = await place.withPlan();
    rmSync(join(place.vault, RESCUE_NAME));
    const wanted = await backUp(engine);

    const script = join(place.vault, RESCUE_NAME);
    const listed = execFileSync('python3', [script], { encoding: 'utf8' });
    execFileSync('python3', [script, '--to', place.path('rescued')]);

    expect(listed).toContain(wanted);
    expect(readFileSync(place.path('rescued', 'source', 'a'), 'utf8')).toBe('a');
  });

  it('never replaces a file, and never goes through a link', async () => {
    mkdirSync(join(place.source, 'folder'), { recursive: true });
    writeFileSync(join(place.source, 'folder', 'inside'), 'from the backup');
    writeFileSync(join(place.source, 'taken'), 'from the backup');
    const engine = await place.withPlan();
    await backUp(engine);
    const outside = place.makeFolder('outside');
    const to = place.makeFolder('rescued', 'source');
    symlinkSync(outside, join(to, 'folder'));
    writeFileSync(join(to, 'taken'), 'precious');

    const rescued = rescue(place.vault, '--to', place.path('rescued'));

    expect(rescued.status).toBe(3);
    expect(rescued.stderr).toContain('NOT RESTORED: source/taken');
    expect(rescued.stderr).toContain('NOT RESTORED: source/folder/inside: a link is in its way');
    expect([...snapshotTree(outside).keys()]).toEqual(['']);
    expect(readFileSync(join(to, 'taken'), 'utf8')).toBe('precious');
  });

  it('writes nothing into the vault, and says what it needs when it is called wrongly', async () => {
    const engine = await place.withPlan();
    await backUp(engine);
    const empty = place.makeFolder('empty');

    expect(rescue(place.vault, '--to', join(place.vault, 'machines'))).toMatchObject({ status: 2 });
    expect(rescue(place.vault, '--at', '2001-01-01', '--to', place.path('x'))).toMatchObject({ status: 2 });
    expect(rescue(place.vault, '--plan', 'Q', '--to', place.path('x')).stderr).toContain('There is no plan Q');
    expect(rescue(empty)).toMatchObject({ status: 4 });
    expect(rescue(place.path('nowhere')).stderr).toContain('There is no folder');
    expect(rescue(place.vault, '--zstd', 'no-such-program').stderr).toContain('apt install zstd');
    expect(rescue(place.vault).stdout).toMatch(/full +0 files/);
  });
});
