import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../electron/contract/index.ts';
import { makeDocuments, noise } from './cli-documents.ts';
import { addAccounts, expectRefused } from './cli-refusals.ts';
import { type Bench, contentOf, entry, makeBench, runProgram } from './cli-runner.ts';

let bench: Bench;
let documents: string;

beforeEach(() => {
  bench = makeBench();
  documents = bench.path('Documents');
  makeDocuments(documents);
});
afterEach(() => bench.remove());

const addPlan = (...more: string[]) => addAccounts(bench, ...more);
const refused = (exit: number, code: ErrorCode, ...args: string[]) => expectRefused(bench, { exit, code, args });

describe('a restore', () => {
  beforeEach(async () => {
    await addPlan();
    await bench.backup(0, 'Accounts');
  });

  it('refuses a point, a path or a place that cannot be, and writes nothing', async () => {
    writeFileSync(bench.path('a-file'), 'x');
    const before = contentOf(bench.vault);

    await refused(2, 'point-unknown', 'restore', 'Accounts', '--to', 'out', '--at', 'nonsense');
    await refused(2, 'point-unknown', 'restore', 'Accounts', '--to', 'out', '--at', '1999-01-01T00:00');
    await refused(1, 'path-unknown', 'restore', 'Accounts', '--to', 'out', '--path', 'Documents/never');
    await refused(1, 'path-unknown', 'files', 'Accounts', 'Documents/never');
    await refused(2, 'target-in-vault', 'restore', 'Accounts', '--to', join(bench.vault, 'in'));
    await refused(2, 'target-invalid', 'restore', 'Accounts', '--to', bench.path('a-file'));
    await refused(2, 'target-exists', 'restore', 'Accounts', '--zip', bench.path('a-file'));

    expect(existsSync(bench.path('out'))).toBe(false);
    expect(contentOf(bench.vault)).toEqual(before);
    expect(readFileSync(bench.path('a-file'), 'utf8')).toBe('x');
  });

  it('refuses a path into the vault that goes through a link', async () => {
    symlinkSync(bench.vault, bench.path('innocent'));

    await refused(2, 'target-in-vault', 'restore', 'Accounts', '--to', bench.path('innocent', 'deep'));
  });

  it('of a damaged point gives back what it can and says 6', async () => {
    const points = await bench.points(0, 'Accounts');
    const [volume = ''] = Object.keys(contentOf(bench.vault)).filter((path) => path.endsWith('.tar.zst'));
    const bytes = readFileSync(join(bench.vault, volume));
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 0xff;
    chmodSync(join(bench.vault, volume), 0o600);
    writeFileSync(join(bench.vault, volume), bytes);

    const restored = await bench.restore(6, 'Accounts', '--to', bench.path('out'));
    const quick = await bench.verify(0, 'Accounts', '--level', 'quick');
    const read = await bench.verify(6, 'Accounts', '--level', 'read');
    const deep = await bench.verify(6, 'Accounts', '--level', 'deep');

    expect(restored).toMatchObject({ outcome: 'incomplete', damaged: true, setId: points[0]?.setId });
    expect(restored.failures.length).toBeGreaterThan(0);
    expect(restored.files.restored).toBeGreaterThan(0);
    expect(quick.bytesNotRead).toBeGreaterThan(0);
    expect(read.points.map(({ state, damage }) => [state, damage[0]?.code])).toEqual([['damaged', 'volume-damaged']]);
    expect(deep.points.flatMap(({ damage }) => damage.flatMap(({ paths = [] }) => paths))).toEqual(
      expect.arrayContaining(restored.failures.map((failure) => failure.path)),
    );
  });
});

describe('the data folder', () => {
  beforeEach(async () => {
    await addPlan();
    await bench.backup(0, 'Accounts');
  });

  const files = (name: string) => readdirSync(bench.home).filter((found) => found.startsWith(name));

  it('with a damaged catalogue is made whole from the vault', async () => {
    const points = await bench.points(0, 'Accounts');
    for (const name of files('catalogue')) writeFileSync(bench.path('home', name), noise(8192, 9));

    expect((await bench.status(0)).catalogueRebuilt).toBe(true);
    expect(await bench.points(0, 'Accounts')).toEqual(points);
    await bench.backup(0, 'Accounts');
  });

  it('with a damaged list of plans is refused, and nothing is thrown away', async () => {
    for (const name of files('state')) writeFileSync(bench.path('home', name), noise(8192, 9));
    const before = contentOf(bench.home);

    await refused(1, 'state-damaged', 'plan', 'list');

    for (const [path, what] of Object.entries(before)) {
      if (path.startsWith('state')) expect(contentOf(bench.home)[path]?.split(' ').at(-1)).toBe(what.split(' ').at(-1));
    }
  });

  it('that cannot be made is refused', async () => {
    writeFileSync(bench.path('in-the-way'), 'x');

    const said = await runProgram(
      process.execPath,
      [entry, '--home', bench.path('in-the-way', 'home'), '--json', 'status'],
      bench.folder,
    );

    expect(said.exit).toBe(1);
    expect(JSON.parse(said.stdout).error.code).toBe('home-unusable');
  });
});
