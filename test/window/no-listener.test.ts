import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../electron/engine/engine.ts';
import { PipedWindow } from '../support/piped-window.ts';
import { commandOf, listenersOf, treeOf } from './engine-process.ts';
import './pages.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-listener-')));
const [home, source, vault] = ['home', 'Documents', 'vault'].map((name) => join(base, name)) as [
  string,
  string,
  string,
];

describe('the program', () => {
  let app: PipedWindow;
  let plan: string;

  beforeAll(async () => {
    for (const folder of [source, vault]) mkdirSync(folder);
    for (let number = 0; number < 40; number += 1)
      writeFileSync(join(source, `photo ${number}.raw`), randomBytes(2_000_000));
    const engine = await openEngine({ home });
    ({ id: plan } = await engine.planAdd({ name: 'Documents', sources: [source], vault }));
    await engine.close();
    app = await PipedWindow.open(home);
  });

  afterAll(async () => {
    await app.close();
    rmSync(base, { recursive: true, force: true });
  });

  /** Each process of the program that listens on TCP, after the engine and its window's page have been seen among them. */
  const listening = () => {
    const tree = treeOf(app.pid);
    const commands = tree.map(({ pid }) => commandOf(pid).join(' '));
    expect(commands.filter((command) => command.includes('service.mjs'))).toHaveLength(1);
    expect(commands.filter((command) => command.includes('--type=renderer')).length).toBeGreaterThan(0);
    return tree.filter(({ pid }) => listenersOf(pid).length > 0);
  };

  /** Begins a job, holds it in the middle of its work, looks who listens then, and lets it go on to its end. */
  const midway = async (call: 'backup.start' | 'restore.start', input: object) => {
    const job = await app.evaluate(
      async ([name, given]) => {
        const begun = await window.strongroom.ask(name, given as never);
        if (!begun.ok) throw new Error(begun.error.code);
        const { jobId } = begun.value;
        await new Promise<void>((held) => {
          const end = window.strongroom.watch('jobs', (jobs) => {
            const one = jobs.find(({ id }) => id === jobId);
            if (one?.state === 'paused' || one?.state === 'done') {
              end();
              held();
            } else if ((one?.progress?.bytes.done ?? 0) > 0) void window.strongroom.ask('job.pause', { jobId });
          });
        });
        return jobId;
      },
      [call, input] as const,
    );
    return app.evaluate(
      ([jobId, found]) =>
        new Promise((ended) => {
          void window.strongroom.ask('job.resume', { jobId }).then(({ ok: wasHeld }) =>
            window.strongroom.watch('jobs', (jobs) => {
              const result = jobs.find(({ id }) => id === jobId)?.result;
              if (result) ended({ wasHeld, outcome: result.outcome, listening: found });
            }),
          );
        }),
      [job, listening()] as const,
    );
  };

  const quiet = { wasHeld: true, outcome: 'complete', listening: [] };

  it('would be found listening', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');

    expect(listenersOf(process.pid)).toHaveLength(1);

    server.close();
  });

  it('listens nowhere, in none of its processes, while it does nothing', () => {
    expect(listening()).toEqual([]);
  });

  it('listens nowhere while it backs up', async () => {
    expect(await midway('backup.start', { plan })).toEqual(quiet);
  });

  it('listens nowhere while it restores', async () => {
    for (let number = 0; number < 40; number += 1) rmSync(join(source, `photo ${number}.raw`));
    const restore = { plan, target: { kind: 'original-place' } };

    expect(await midway('restore.start', restore)).toEqual(quiet);
  });

  it('opens no inspector in the engine at a signal', async () => {
    const engine = treeOf(app.pid).find(({ pid }) => commandOf(pid).join(' ').includes('service.mjs'));
    process.kill(engine?.pid ?? 0, 'SIGUSR1');

    // The engine has had its turn: what it was sent before is dealt with.
    const reply = await app.evaluate(() => window.strongroom.ask('plan.list', {}), undefined);
    expect(reply.ok).toBe(true);
    expect(listening()).toEqual([]);
  });
});
