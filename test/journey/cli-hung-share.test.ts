import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SambaMount, whyNoSambaMount } from '../support/samba-mount.ts';
import { type Bench, entry, makeBench, workerOf } from './cli-runner.ts';

const why = whyNoSambaMount();
if (why !== undefined) console.warn(`cli-hung-share.test.ts is skipped: ${why}`);

/** What a person is promised, and what a computer with much else to do may add. */
const CANCEL_MS = 5000;
const SLACK_MS = 2000;
const FILES = 12;

describe.skipIf(why !== undefined)('a command line whose share stands still', () => {
  let bench: Bench;
  let share: SambaMount;

  beforeAll(async () => {
    bench = makeBench();
    share = await SambaMount.start();
    mkdirSync(bench.path('Files'));
    for (let n = 0; n < FILES; n++) writeFileSync(bench.path('Files', `${n}.bin`), randomBytes(4 * 1024 ** 2));
    await bench.planAdd(0, '--name', 'Typed', '--source', bench.path('Files'), '--vault', join(share.path, 'vault'));
  });
  afterAll(async () => {
    await share?.stop();
    bench?.remove();
  });

  it.each([
    ['backup', []],
    ['restore', ['--to', 'back']],
  ])('ends in time when it is told to stop a %s, and loses nothing', async (verb, more) => {
    const child = spawn(process.execPath, [entry, '--home', bench.home, '--json', verb, 'Typed', ...more], {
      cwd: bench.folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said = text(child.stdout);
    const end = once(child, 'close');
    const worker = await workerOf(child);
    while (!hasOpen(worker, join(share.path, 'vault'))) await wait(2);
    share.freeze();
    const asked = performance.now();
    child.kill('SIGINT');
    const [exit] = await Promise.race([end, wait(CANCEL_MS + SLACK_MS, ['too late'])]);
    const tookMs = performance.now() - asked;
    share.thaw();
    const document = JSON.parse(await said);
    while (existsSync(`/proc/${worker}`)) await wait(20);

    // One that was between two questions to the share can still end cleanly.
    expect([exit, document.error?.code ?? document.outcome]).toEqual([130, 'cancelled']);
    expect(tookMs).toBeLessThan(CANCEL_MS + SLACK_MS);
    await bench.backup(0, 'Typed');
  });

  it('has lost nothing by that', async () => {
    expect(await bench.verify(0, 'Typed', '--level', 'deep')).toMatchObject({ outcome: 'complete' });
  });
});

function hasOpen(pid: number, folder: string): boolean {
  try {
    const files = readdirSync(`/proc/${pid}/fd`).map((name) => readlinkSync(`/proc/${pid}/fd/${name}`));
    return files.some((path) => path.startsWith(folder));
  } catch {
    // A file was closed meanwhile.
    return false;
  }
}
