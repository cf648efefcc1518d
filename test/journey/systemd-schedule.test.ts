import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zRunPage } from '../../electron/contract/index.ts';
import { OwnSystemd, whyNoSystemd } from '../support/own-systemd.ts';
import { addBooks, type Bench, documentOf, makeBench, makeFolder, offFor } from './cli-runner.ts';

const why = whyNoSystemd();
if (why !== undefined) console.warn(`systemd-schedule.test.ts is skipped: ${why}`);

const WAIT_MS = 60_000;

describe.skipIf(why !== undefined)('a schedule that a real systemd keeps', () => {
  let systemd: OwnSystemd;
  let bench: Bench;

  beforeAll(async () => {
    systemd = await OwnSystemd.begin();
    bench = makeBench(systemd.env);
    makeFolder(bench.path('Books'));
    writeFileSync(bench.path('Books', 'a.txt'), 'one');
    await addBooks(bench, 'At log-on', '--schedule', 'log-on');
    await addBooks(bench, 'By the clock', '--schedule', 'hourly');
    await addBooks(bench, 'At the end', '--schedule', 'shutdown');
  });
  afterAll(async () => {
    await systemd?.end();
    bench?.remove();
  });

  const made = async (): Promise<string[]> => {
    const { rows } = documentOf(zRunPage, 0, await bench.run('--json', 'history'));
    // One that is under way has no outcome yet.
    return rows.flatMap(({ planName, skip, outcome }) => (skip || !outcome ? [] : [`${planName}: ${outcome}`]));
  };
  /** The runs once there are so many, sorted; systemd starts them when it likes. */
  const madeOnce = async (count: number): Promise<string[]> => {
    for (const until = Date.now() + WAIT_MS; ; await wait(250)) {
      const runs = await made();
      if (runs.length >= count || Date.now() > until) return runs.toSorted();
    }
  };

  it('runs plans at log-on, by the clock and before the end of the session, each of them once', async () => {
    const installed = await bench.run('schedule', 'install');
    const [timer = ''] = readdirSync(systemd.units).filter((name) => name.endsWith('.timer'));
    const atLogOn = await madeOnce(1);
    // In place of the next five minutes; Persistent: what it has missed is made up for.
    mkdirSync(join(systemd.units, `${timer}.d`));
    writeFileSync(
      join(systemd.units, `${timer}.d`, 'soon.conf'),
      '[Timer]\nOnCalendar=\nOnActiveSec=1s\nAccuracySec=100ms\n',
    );
    offFor(90, bench.home, 'By the clock');
    systemd.control('daemon-reload');
    systemd.control('restart', timer);
    const byTheClock = await madeOnce(2);
    systemd.control('stop', timer.replace('.timer', '-session.service'));
    const atTheEnd = await madeOnce(3);

    expect(installed.exit).toBe(0);
    expect(atLogOn).toEqual(['At log-on: complete']);
    expect(byTheClock).toEqual(['At log-on: complete', 'By the clock: complete']);
    expect(atTheEnd).toEqual(['At log-on: complete', 'At the end: complete', 'By the clock: complete']);
    expect((await bench.run('schedule', 'status')).exit).toBe(0);
  });

  it('leaves nothing behind once it is taken back', async () => {
    const [timer = ''] = readdirSync(systemd.units).filter((name) => name.endsWith('.timer'));
    await bench.run('schedule', 'remove');

    expect(systemd.is('is-active', timer)).toBe(false);
    expect(systemd.is('is-enabled', timer)).toBe(false);
    expect((await bench.run('schedule', 'status')).exit).toBe(1);
    expect(readdirSync(systemd.units).filter((name) => !name.endsWith('.d'))).toEqual([]);
  });
});
