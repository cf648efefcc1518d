import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BackupResult, DISCARD, type SetKind } from '../../electron/contract/index.ts';
import type { BackupOrder, Engine } from '../../electron/engine/engine.ts';
import { startChild } from '../support/child-engine.ts';
import { EnginePlace, failureOf, setOf } from '../support/engine-place.ts';
import { differences, snapshotTree } from '../support/tree-snapshot.ts';
import { setFolder, setFolders } from '../support/vault-files.ts';

/** Often, so that little data is enough. */
const rules = { milliseconds: 60_000, storedBytes: 2 * 1024 * 1024 };
const MIB = 1024 * 1024;
/** Files that were touched so shortly before a run are read again by the next: nothing of them could be taken over. */
const UNTRUSTED_MS = 2100;

let place: EnginePlace;
let engine: Engine;
beforeEach(async () => {
  place = new EnginePlace('interrupted');
  engine = await place.withPlan();
});
afterEach(() => place.remove());

function file(name: string, bytes: number): void {
  const at = join(place.source, name);
  mkdirSync(join(at, '..'), { recursive: true });
  writeFileSync(at, randomBytes(bytes));
}

/** Some 48 MiB: two large files among 80 small ones. A checkpoint comes at most every 8 MiB of a large one. */
function makeSource(): void {
  for (let i = 0; i < 40; i++) file(`a/small ${i}`, 100_000);
  file('b/large', 20 * MIB);
  for (let i = 0; i < 40; i++) file(`c/small ${i}`, 100_000);
  file('d/large', 20 * MIB);
}

function journals(): string[] {
  const folder = place.path('home', 'checkpoints');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.journal'))
    .map((name) => join(folder, name));
}

/** A run in a process of its own that is killed as soon as it has noted so many checkpoints. */
async function interrupt(after: number, order: Partial<BackupOrder> = {}): Promise<void> {
  const child = startChild(place.home, 'backup', { plan: 'P', checkpoints: { ...rules, kill: after }, ...order });
  await child.ended;
  expect(child.process.signalCode).toBe('SIGKILL');
}

async function isExact(result: BackupResult): Promise<void> {
  const { tree } = await place.restore(engine, setOf(result));
  expect(differences(snapshotTree(place.source), snapshotTree(tree))).toBe('');
  expect(await engine.verify({ plan: 'P', level: 'read' })).toMatchObject({ outcome: 'complete', ignored: [] });
  expect(journals()).toEqual([]);
}

/** Everything that a volume holds, as stock tools see it. */
function unpacked(result: BackupResult): string {
  const to = place.makeFolder('unpacked');
  const folder = setFolder(place.vault, setOf(result));
  execFileSync('sh', ['-c', `umask 0; cat data-*.tar.zst | zstd -dc | tar -x -p -C "${to}"`], { cwd: folder });
  return join(to, 'source');
}

describe('a full backup that was killed', () => {
  it('goes on behind its last checkpoint and becomes one valid stream', async () => {
    makeSource();
    await wait(UNTRUSTED_MS);
    await interrupt(2);

    const result = await engine.backup({ plan: 'P' });

    expect(result).toMatchObject({ outcome: 'complete', kind: 'full' });
    expect(result.resumed?.files).toBeGreaterThan(10);
    expect(result.bytes.read + (result.resumed?.bytes ?? 0)).toBe(result.bytes.scanned);
    expect(differences(snapshotTree(place.source), snapshotTree(unpacked(result)))).toBe('');
    await isExact(result);
  });

  it('goes on again after it was killed again, in the midst of a large file too', async () => {
    makeSource();
    file('e/large', 40 * MIB);
    await wait(UNTRUSTED_MS);
    await interrupt(5);
    await interrupt(2);
    await interrupt(1);

    const result = await engine.backup({ plan: 'P' });

    expect(result.resumed?.files).toBeGreaterThan(10);
    expect(differences(snapshotTree(place.source), snapshotTree(unpacked(result)))).toBe('');
    await isExact(result);
  });

  it('looks at every file again: what changed, came and went since is as it is now', async () => {
    makeSource();
    await wait(UNTRUSTED_MS);
    await interrupt(6);
    appendFileSync(join(place.source, 'a/small 3'), 'more');
    rmSync(join(place.source, 'a/small 4'));
    file('a/another', 50_000);
    truncateSync(join(place.source, 'b/large'), 5 * MIB);
    rmSync(join(place.source, 'd/large'));
    mkdirSync(join(place.source, 'd/large'));
    file('d/large/now a folder', 3 * MIB);

    const result = await engine.backup({ plan: 'P' });

    expect(result.resumed?.files).toBeGreaterThan(10);
    await isExact(result);
  });

  it('stores a large file anew whose stored part is no longer its begin', async () => {
    file('a/large', 40 * MIB);
    await wait(UNTRUSTED_MS);
    await interrupt(2);
    const at = join(place.source, 'a/large');
    writeFileSync(at, randomBytes(40 * MIB));

    const result = await engine.backup({ plan: 'P' });

    expect(result.bytes.stored).toBeGreaterThan(46 * MIB);
    expect(differences(snapshotTree(place.source), snapshotTree(unpacked(result)))).toBe('');
    await isExact(result);
  });

  it('goes on in the midst of a large file without storing its begin again', async () => {
    file('a/large', 40 * MIB);
    await wait(UNTRUSTED_MS);
    await interrupt(2);

    const result = await engine.backup({ plan: 'P' });

    expect(result.bytes.stored).toBeLessThan(41 * MIB);
    await isExact(result);
  });
});

/** The campaign takes both, which share all that matters here. */
const kinds: readonly SetKind[] =
  process.env['STRONGROOM_EVERY'] === '1' ? ['incremental', 'differential'] : ['incremental'];

describe.each(kinds)('an %s backup that was killed', (kind) => {
  it('goes on with what its set holds already', async () => {
    file('a/first', 1000);
    await engine.backup({ plan: 'P', kind: 'full' });
    makeSource();
    await wait(UNTRUSTED_MS);
    await interrupt(5, { kind });
    await interrupt(2, { kind });

    const result = await engine.backup({ plan: 'P', kind });

    expect(result).toMatchObject({ outcome: 'complete', kind });
    expect(result.resumed?.files).toBeGreaterThan(10);
    // Nothing is stored twice but what the checkpoints had not seen.
    expect(result.bytes.stored).toBeLessThan(result.bytes.scanned + 18 * MIB);
    await isExact(result);
  });
});

describe('an interrupted run', () => {
  const begunAnew = async (order: Partial<BackupOrder> = {}): Promise<void> => {
    const [abandoned] = setFolders(place.vault).filter((folder) => !existsSync(join(folder, 'set.json')));
    const result = await engine.backup({ plan: 'P', ...order });
    expect(result.resumed).toBeUndefined();
    expect(existsSync(abandoned as string)).toBe(false);
    await isExact(result);
  };

  it('is begun anew where the plan has been changed', async () => {
    makeSource();
    await wait(UNTRUSTED_MS);
    await interrupt(2);
    await engine.planEdit('P', { exclude: ['*.tmp'] });
    await begunAnew();
  });

  it('is begun anew where another kind is made', async () => {
    file('a/first', 1000);
    await engine.backup({ plan: 'P', kind: 'full' });
    makeSource();
    await wait(UNTRUSTED_MS);
    await interrupt(2, { kind: 'incremental' });
    await begunAnew({ kind: 'full' });
  });

  it('is begun anew when that is asked for, and when one of its volumes is gone', async () => {
    makeSource();
    await wait(UNTRUSTED_MS);
    await interrupt(2);
    await begunAnew({ fresh: true });
    file('e/more', 12 * MIB);
    await interrupt(2, { kind: 'full' });
    const [open] = setFolders(place.vault).filter((folder) => !existsSync(join(folder, 'set.json')));
    rmSync(join(open as string, 'data-000001.tar.zst'));
    await begunAnew({ kind: 'full' });
  });

  it('reads its volumes again after the computer was restarted, and never builds on one that rotted', async () => {
    makeSource();
    await wait(UNTRUSTED_MS);
    await interrupt(2);
    const [open] = setFolders(place.vault);
    const volume = join(open as string, 'data-000001.tar.zst');
    const bytes = readFileSync(volume);
    bytes[5000] = (bytes[5000] as number) ^ 0xff;
    writeFileSync(volume, bytes);
    await restarted(async () => {
      expect(await failureOf(engine.backup({ plan: 'P' }))).toBe('read-back-differs');
      await isExact(await engine.backup({ plan: 'P' }));
    });
  });

  it('goes on after the computer was restarted', async () => {
    makeSource();
    await wait(UNTRUSTED_MS);
    await interrupt(2);
    await restarted(async () => {
      const result = await engine.backup({ plan: 'P' });
      expect(result.resumed?.files).toBeGreaterThan(5);
      await isExact(result);
    });
  });
});

describe('cancelling', () => {
  const cancelled = async (reason: string | undefined): Promise<BackupResult> => {
    const cancel = new AbortController();
    const often = await place.open(place.home, { ...rules, noted: () => cancel.abort(reason) });
    return often.backup({ plan: 'P' }, { signal: cancel.signal });
  };

  it('keeps what is stored, and the next run goes on', async () => {
    makeSource();
    await wait(UNTRUSTED_MS);
    expect(await cancelled(undefined)).toMatchObject({ outcome: 'cancelled', resumable: true });
    const result = await engine.backup({ plan: 'P' });
    expect(result.resumed?.files).toBeGreaterThan(5);
    await isExact(result);
  });

  it('keeps nothing where that is asked for', async () => {
    makeSource();
    const result = await cancelled(DISCARD);
    expect(result).toMatchObject({ outcome: 'cancelled' });
    expect(result.resumable).toBeUndefined();
    expect(setFolders(place.vault)).toEqual([]);
    expect(journals()).toEqual([]);
  });
});

/** As if the computer had been started just now. */
async function restarted(work: () => Promise<void>): Promise<void> {
  const os = createRequire(import.meta.url)('node:os') as { uptime: () => number };
  const { uptime } = os;
  os.uptime = () => uptime() - 3600;
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    os.uptime = uptime;
    syncBuiltinESMExports();
  }
}
