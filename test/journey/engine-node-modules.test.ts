import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EnginePlace, setOf } from '../support/engine-place.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Programs of hundreds of megabytes in a few files, and of 47,000 icons all but a part: tens of thousands of files are left. */
const GIANTS = /^(electron|@expo-google-fonts|node-.*|\.cache|\.vite.*|7zip-bin.*|app-builder-bin)$/;
const ICONS = /react-icons.(lib-cjs|lib.atoms.headless)/;

let place: EnginePlace;
beforeEach(() => {
  place = new EnginePlace('modules');
});
afterEach(() => place.remove());

function copyOfModules(): void {
  mkdirSync(place.source);
  const names = readdirSync(modules).filter((name) => !GIANTS.test(name));
  for (const [n, name] of names.entries()) {
    // A quarter of them, with a scope and without.
    if (n % 4 === 0)
      cpSync(join(modules, name), join(place.source, name), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (path) => !ICONS.test(path),
      });
  }
}

/** The work of a day: updates, new and removed packages, a moved one. */
function change(): void {
  const packages = readdirSync(place.source)
    .filter(
      (name) => !name.startsWith('.') && !name.startsWith('@') && statSync(join(place.source, name)).isDirectory(),
    )
    .sort();
  packages.forEach((name, n) => {
    const at = join(place.source, name);
    if (n % 23 === 0) rmSync(at, { recursive: true });
    else if (n % 29 === 0) renameSync(at, join(place.source, `moved-${name}`));
    else if (n % 7 === 0) appendFileSync(join(at, 'package.json'), '\n');
    else if (n % 31 === 0)
      cpSync(at, join(place.source, `copied-${name}`), { recursive: true, verbatimSymlinks: true });
  });
  writeFileSync(join(place.source, 'new.txt'), 'new');
  symlinkSync('new.txt', join(place.source, 'newest'));
}

describe("the project's own node_modules, but for its few giants", () => {
  it('comes back exactly as it was on both days', async () => {
    copyOfModules();
    const engine = await place.withPlan();
    const first = snapshotTree(place.source);
    const full = await engine.backup({ plan: 'P' });
    change();
    const second = snapshotTree(place.source);
    const incremental = await engine.backup({ plan: 'P' });
    console.log(
      `${full.files.scanned} files, ${Math.round(full.bytes.scanned / 1e6)} MB; then ${JSON.stringify(incremental.files)}`,
    );

    expect(full).toMatchObject({ outcome: 'complete', kind: 'full', gaps: [] });
    expect(incremental).toMatchObject({ outcome: 'complete', kind: 'incremental', gaps: [] });
    expect(incremental.bytes.stored).toBeLessThan(full.bytes.stored / 5);
    for (const [result, wanted] of [
      [full, first],
      [incremental, second],
    ] as const) {
      const { result: restored, tree, to } = await place.restore(engine, setOf(result));
      expect(restored).toMatchObject({ outcome: 'complete', failures: [] });
      expect(differences(wanted, snapshotTree(tree))).toBe('');
      rmSync(to, { recursive: true });
    }
    expect(await engine.verify({ plan: 'P', level: 'deep' })).toMatchObject({ outcome: 'complete' });
  });
});
