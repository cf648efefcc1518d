import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PauseGate } from '../../../../electron/service/pause-gate.ts';
import { failureOf } from '../../../support/engine-place.ts';
import { entering, IsolatedPlace } from './isolated-place.ts';

const PASSPHRASE = 'correct horse battery staple';
const isLinux = process.platform === 'linux';

let isolated: IsolatedPlace;

beforeEach(() => {
  isolated = new IsolatedPlace();
});
afterEach(async () => {
  await isolated.remove();
  expect(isolated.reported).toEqual([]);
});

const newPid = (before: readonly number[], after: readonly number[]): number =>
  after.find((pid) => !before.includes(pid)) ?? 0;

describe('an engine whose places are worked with in other processes', () => {
  it('backs up with samples of its progress, lists, finds and gives back, and keeps the codes of failures', async () => {
    const engine = await isolated.open();
    await isolated.addPlan(engine, 'P');
    const phases = new Set<string>();

    const made = await engine.backup({ plan: 'P' }, { onProgress: ({ phase }) => phases.add(phase) });
    const page = await engine.files({ plan: 'P', path: 'source of P' });
    const found = await engine.find({ pattern: 'letter-7' });
    const to = isolated.place.path('given back');
    await engine.restore({ plan: 'P', target: { kind: 'folder', path: to } });

    expect(made).toMatchObject({ outcome: 'complete', files: { new: 20 } });
    expect([...phases]).toEqual(expect.arrayContaining(['preparing', 'saving', 'sealing']));
    expect(page.total).toBe(20);
    expect(found.rows.map(({ name }) => name)).toEqual(['letter-7.txt']);
    expect(readdirSync(join(to, 'source of P'))).toHaveLength(20);
    expect(await failureOf(engine.files({ plan: 'P', path: 'nothing' }))).toBe('path-unknown');
    expect(await failureOf(engine.backup({ plan: 'unknown' }))).toBe('plan-unknown');
    expect((await engine.runList()).rows.map(({ verb, outcome }) => [verb, outcome])).toEqual([
      ['restore', 'complete'],
      ['backup', 'complete'],
    ]);
  });

  it('pauses a job in its process, lets it go on, and passes the wish to cancel', async () => {
    const engine = await isolated.open();
    await isolated.addPlan(engine, 'P');
    const gate = new PauseGate();
    gate.close();
    const cancel = new AbortController();
    const seen: string[] = [];

    const paused = engine.backup({ plan: 'P' }, { gate, onProgress: ({ phase }) => seen.push(phase) });
    await engine.points('P');
    const whilePaused = [...seen];
    gate.open();
    const done = await paused;
    const watched = entering('preparing');
    const cancelled = engine.backup({ plan: 'P' }, { signal: cancel.signal, onProgress: watched.onProgress });
    cancel.abort();

    expect(whilePaused).not.toContain('sealing');
    expect(done.outcome).toBe('complete');
    expect((await cancelled).outcome).toBe('cancelled');
  });

  it('opens a vault for all its processes, also for those that begin later, until it is locked', async () => {
    const engine = await isolated.open();
    await isolated.addPlan(engine, 'P', { encrypt: true }, { passphrase: PASSPHRASE });
    await engine.backup({ plan: 'P' });
    const encryption = async () => (await engine.planShow('P')).encryption;
    const opened = [await encryption()];
    const deep = () => engine.verify({ plan: 'P', level: 'deep' });
    for (const pid of engine.pids) process.kill(pid, 'SIGKILL');
    await expect.poll(() => engine.pids).toEqual([]);

    const verified = await deep();
    await engine.lock('P');
    opened.push(await encryption());
    const locked = [await failureOf(deep()), await failureOf(engine.recoveryKit('P'))];
    const wrong = await failureOf(engine.unlock('P', { passphrase: 'not this one at all' }));
    await engine.unlock('P', { passphrase: PASSPHRASE });
    opened.push(await encryption());

    expect(verified.outcome).toBe('complete');
    expect(locked).toEqual(['key-needed', 'key-needed']);
    expect(wrong).toBe('key-wrong');
    expect(opened).toEqual(['open', 'locked', 'open']);
    expect((await deep()).outcome).toBe('complete');
  });

  it.runIf(isLinux)('hands keys over the pipe alone: no process is told them as it starts', async () => {
    const engine = await isolated.open();
    await isolated.addPlan(engine, 'P', { encrypt: true }, { passphrase: PASSPHRASE });
    const { recoveryKey } = await engine.recoveryKit('P');
    await engine.backup({ plan: 'P' });

    const told = engine.pids.map((pid) =>
      ['cmdline', 'environ'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'latin1')).join(),
    );

    expect(told).toHaveLength(2);
    expect(told.filter((text) => text.includes(PASSPHRASE) || text.includes(recoveryKey.slice(0, 20)))).toEqual([]);
  });

  it('makes a lost or damaged catalogue again from the vaults', async () => {
    const first = await isolated.open();
    await isolated.addPlan(first, 'P');
    await isolated.addPlan(first, 'Q');
    for (const plan of ['P', 'Q']) await first.backup({ plan });
    await first.close();
    for (const end of ['', '-wal', '-shm']) rmSync(isolated.place.path('home', `catalogue.db${end}`), { force: true });

    const lost = await isolated.open();
    const afterLoss = [await lost.points('P'), await lost.points('Q')].map(({ length }) => length);
    const news = await lost.status();
    await lost.close();
    writeFileSync(isolated.place.path('home', 'catalogue.db'), 'no database at all, and rather long for one of them');
    const damaged = await isolated.open();

    expect(afterLoss).toEqual([1, 1]);
    expect(news).toMatchObject({ catalogueRebuilt: true });
    expect(await damaged.points('Q')).toHaveLength(1);
    expect(readdirSync(isolated.place.home).some((name) => name.startsWith('catalogue.db.damaged'))).toBe(true);
  });

  it('keeps processes that have nothing to do for a while, and ends with all of them', async () => {
    const engine = await isolated.open({ idle: 50 });
    await isolated.addPlan(engine, 'P');
    const pids = [...engine.pids];

    await expect.poll(() => engine.pids).toEqual([]);
    await engine.backup({ plan: 'P' });
    const later = newPid(pids, engine.pids);
    await engine.close();

    expect(pids).toHaveLength(1);
    expect(engine.pids).toEqual([]);
    if (isLinux) await expect.poll(() => existsSync(`/proc/${later}`)).toBe(false);
  });
});

describe('a place process that fails', () => {
  it.runIf(isLinux)('holds up the end of the program no longer than a moment', async () => {
    const engine = await isolated.open({ close: 200 });
    await isolated.addPlan(engine, 'P');
    const [pid = 0] = engine.pids;
    process.kill(pid, 'SIGSTOP');

    await engine.close();

    await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
  });

  it('fails what it was asked for when it is killed; the next is asked of a new one', async () => {
    const engine = await isolated.open();
    await isolated.addPlan(engine, 'P');
    const before = [...engine.pids];
    const watched = entering('preparing');
    const gate = new PauseGate();
    gate.close();

    const killed = failureOf(engine.backup({ plan: 'P' }, { gate, onProgress: watched.onProgress }));
    await watched.reached;
    process.kill(newPid(before, engine.pids), 'SIGKILL');

    expect(await killed).toBe('interrupted');
    const [row] = (await engine.runList()).rows;
    expect(row).toMatchObject({ outcome: 'failed', failure: { code: 'interrupted' } });
    expect((await engine.backup({ plan: 'P' })).outcome).toBe('complete');
  });

  it.runIf(isLinux)('answers a wish to cancel though it stands still, and writes the end of its run', async () => {
    const engine = await isolated.open({ silence: 200, cancel: 400 });
    await isolated.addPlan(engine, 'P');
    const before = [...engine.pids];
    const watched = entering('preparing');
    const gate = new PauseGate();
    gate.close();
    const cancel = new AbortController();

    const stood = failureOf(
      engine.backup({ plan: 'P' }, { gate, signal: cancel.signal, onProgress: watched.onProgress }),
    );
    await watched.reached;
    process.kill(newPid(before, engine.pids), 'SIGSTOP');
    cancel.abort();

    expect(await stood).toBe('cancelled');
    expect((await engine.runList()).rows[0]).toMatchObject({ outcome: 'cancelled' });
    expect((await engine.backup({ plan: 'P' })).outcome).toBe('complete');
  });

  it.runIf(isLinux)(
    'is said to be silent where it says nothing for long, while others go on, and is replaced',
    async () => {
      const engine = await isolated.open({ silence: 200, deaf: 3000 });
      await isolated.addPlan(engine, 'P');
      const [pid = 0] = engine.pids;
      await isolated.addPlan(engine, 'Q');
      await engine.backup({ plan: 'P' });
      process.kill(pid, 'SIGSTOP');

      const silent = [
        failureOf(engine.files({ plan: 'P' })),
        failureOf(engine.filePreview({ plan: 'P', at: 'latest', path: 'x' })),
      ];
      const other = await engine.backup({ plan: 'Q' });

      expect(other.outcome).toBe('complete');
      expect(await Promise.all(silent)).toEqual(['place-silent', 'place-silent']);
      expect((await engine.files({ plan: 'P' })).total).toBe(1);
    },
  );
});
