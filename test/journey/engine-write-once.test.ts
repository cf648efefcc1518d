import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backUp, EnginePlace } from '../support/engine-place.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { setFolder, vaultFiles } from '../support/vault-files.ts';
import { entry, runProgram } from './cli-runner.ts';

const NOBODY = 65_534;
const DAY_MS = 86_400_000;
const isRoot = process.getuid?.() === 0;

let place: EnginePlace;
beforeEach(() => {
  place = new EnginePlace('write-once');
  mkdirSync(place.source);
  writeFileSync(join(place.source, 'ledger'), 'day 0\n');
});
afterEach(async () => {
  vi.useRealTimers();
  await place.remove();
});

/** Files below that somebody may write to, without what a computer says of itself. */
function writable(folder: string): string[] {
  return vaultFiles(folder).filter((file) => (statSync(join(folder, file)).mode & 0o222) !== 0);
}

function folders(vault: string): string[] {
  return vaultFiles(vault).filter((file) => /\/(sets|trash)\/[^/]+\//.test(file));
}

function change(day: number): void {
  appendFileSync(join(place.source, 'ledger'), `day ${day}\n`);
}

describe('a set, once it is sealed', () => {
  it('is read-only on disk with its copies, in folders that stay open, and every way of removing it works as before', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 20 * DAY_MS });
    const engine = await place.withPlan({ keep: '' });
    for (let day = 1; day <= 4; day++) {
      change(day);
      await backUp(engine, day === 4 ? 'incremental' : 'full');
    }
    const copy = place.path('second');
    await engine.copyAdd({ plan: 'P', place: copy });
    await engine.copy({ plan: 'P' });

    for (const vault of [place.vault, copy]) {
      const sets = folders(vault);
      expect(sets.length).toBeGreaterThan(12);
      expect(sets.filter((file) => writable(vault).includes(file))).toEqual([]);
      for (const file of sets) expect(statSync(join(vault, file, '..')).mode & 0o200).toBe(0o200);
    }

    await engine.consolidate({ plan: 'P' });
    await engine.planEdit('P', { keep: 'last 1 min 1' });
    const { removed } = await engine.prune({ plan: 'P' });
    expect(removed.length).toBeGreaterThan(2);
    expect(folders(place.vault).filter((file) => writable(place.vault).includes(file))).toEqual([]);
    vi.setSystemTime(Date.now() + 9 * DAY_MS);
    change(5);
    await backUp(engine, 'full');
    await engine.prune({ plan: 'P' });
    for (const { setId } of removed) expect(() => setFolder(place.vault, setId)).toThrow('no set');
    expect(vaultFiles(place.vault).filter((file) => removed.some(({ setId }) => file.includes(`/${setId}/`)))).toEqual(
      [],
    );
    const { result, tree } = await place.restore(engine, 'latest');
    expect([result.outcome, differences(snapshotTree(place.source), snapshotTree(tree))]).toEqual(['complete', '']);
  });

  it('stays so after a repair, which puts its good copies there as read-only files', async () => {
    const engine = await place.withPlan();
    const id = await backUp(engine);
    const copy = place.path('second');
    await engine.copyAdd({ plan: 'P', place: copy });
    await engine.copy({ plan: 'P' });
    const set = setFolder(place.vault, id);
    chmodSync(join(set, 'data-000001.tar.zst'), 0o600);
    truncateSync(join(set, 'data-000001.tar.zst'), 100);
    chmodSync(join(set, 'data-000001.tar.zst'), 0o400);
    rmSync(join(set, 'set.copy.json'));
    await engine.verify({ plan: 'P', level: 'read' });

    await engine.repair({ plan: 'P' });

    expect(vaultFiles(set)).toContain('data-000001.tar.zst.good-1');
    expect(vaultFiles(set)).toContain('set.copy.json');
    expect(writable(set)).toEqual([]);
  });

  it('is made so by the next run where the program ended before, or was one that did not do it', async () => {
    const engine = await place.withPlan();
    const set = setFolder(place.vault, await backUp(engine));
    for (const file of vaultFiles(set)) chmodSync(join(set, file), 0o600);

    change(1);
    await backUp(engine);

    expect(writable(set)).toEqual([]);
  });
});

describe('somebody without special rights', () => {
  it('is refused by a sealed file, and cleans up, brings back and copies all the same', async () => {
    const uid = isRoot ? NOBODY : undefined;
    if (uid !== undefined) for (const path of [place.folder, place.source]) chownSync(path, uid, uid);
    const argv = (args: string[]) => [entry, '--home', place.home, '--json', ...args];
    const strongroom = async (...args: string[]): Promise<unknown> => {
      const said = await runProgram(process.execPath, argv(args), place.folder, uid);
      expect({ args, exit: said.exit, stderr: said.stderr, said: said.exit ? said.stdout : '' }).toEqual({
        args,
        exit: 0,
        stderr: '',
        said: '',
      });
      return JSON.parse(said.stdout);
    };
    await strongroom('plan', 'add', '--name', 'P', '--source', place.source, '--vault', place.vault);
    for (const kind of ['full', 'full', 'full', 'full']) {
      change(1);
      await strongroom('backup', 'P', '--kind', kind);
    }

    const [sealed = ''] = folders(place.vault);
    const write = `require('node:fs').appendFileSync(${JSON.stringify(join(place.vault, sealed))}, 'x')`;
    const refused = await runProgram(process.execPath, ['-e', write], place.folder, uid);
    expect(refused.stderr).toContain('EACCES');

    await strongroom('copy', 'P', '--to-vault', place.path('second'));
    await strongroom('plan', 'edit', 'P', '--keep', 'last 1 min 1');
    await strongroom('prune', 'P');
    await strongroom('prune', 'P', '--undo');
    await strongroom('verify', 'P', '--level', 'deep');
  });
});
