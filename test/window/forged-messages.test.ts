import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CALLS, type CallName, type Reply, type ShellQuestion } from '../../electron/contract/index.ts';
import { root } from '../../scripts/parts/place.mjs';
import { type OpenWindow, openWindow } from '../support/open-window.ts';
import { Prng } from '../support/prng.ts';
import { enginePid } from './engine-process.ts';
import { hostileMessage, type Known } from './hostile-messages.ts';
import { answerDialogs, Pages } from './pages.ts';
import { readTree } from './read-tree.ts';

const SEED = 20_261_121;
const MESSAGES = 10_000;

const base = realpathSync(mkdtempSync(join(tmpdir(), 'strongroom-forged-')));
const [source, vault, target] = ['source', 'vault', 'target'].map((name) => join(base, name)) as [
  string,
  string,
  string,
];

const known: Known = {
  channels:
    'ask watch pick-folders pick-folder pick-credentials offered-folders offered-places pick-zip open-folder home-folder save-text save-kit read-text-file remembered-keys unlock-and-remember forget-key settings set-settings about licences open-guide commands'
      .split(' ')
      .map((name) => `strongroom:${name}`),
  calls: Object.entries(CALLS).map(([name, { input }]) => {
    const schema = z.toJSONSchema(input, { io: 'input' }) as { properties?: Record<string, unknown> };
    return [name, Object.keys(schema.properties ?? {})] as const;
  }),
};

/** What may be understood, because nothing changes: it reads, or is told nothing new. */
const HARMLESS: readonly (CallName | ShellQuestion)[] = [
  'strongroom:set-settings',
  'status.get',
  'plan.list',
  'schedule.look',
  'schedule.until',
  'holiday.get',
  'run.list',
  'run.csv',
  'exclude.builtin',
  'file.find',
  'fleet.vaults',
  'alarm.look',
  'alarm.closed',
  'notify.get',
  'notify.set',
  'limits.get',
  'limits.set',
  'pin.get',
  'config.export',
];

declare global {
  interface Window {
    /** What a page that has been taken over has in hand: the pipe itself. */
    readonly pipe: { invoke(channel: string, ...args: unknown[]): Promise<unknown>; send(channel: string): void };
  }
}

/** Notes every box that the system would show, instead of showing it. */
function noteBoxes(application: ElectronApplication): Promise<void> {
  return application.evaluate(({ dialog }) => {
    const boxes: string[] = [];
    Reflect.set(globalThis, 'boxes', boxes);
    for (const name of ['showOpenDialog', 'showSaveDialog', 'showMessageBox', 'showErrorBox'] as const)
      dialog[name] = (...all: unknown[]) => {
        boxes.push(`${name} ${JSON.stringify(all.slice(0, 2))}`);
        return Promise.resolve({ canceled: true, filePaths: [], response: 0 }) as never;
      };
  });
}

describe('messages', () => {
  let opened: OpenWindow;
  /** A second page of the window's own address, without any wall between it and the pipe. */
  let taken: Page;
  let plan: string;

  beforeAll(async () => {
    for (const folder of [source, vault, target]) mkdirSync(folder);
    writeFileSync(join(source, 'a.txt'), 'a');
    opened = await openWindow(join(base, 'home'));
    await new Pages(opened.page).home.firstPlan.waitFor();
    await answerDialogs(opened.application, [source]);
    await opened.page.evaluate(() => window.strongroom.pickFolders('en'));
    for (const [purpose, path] of [
      ['vault', vault],
      ['target', target],
    ] as const) {
      await answerDialogs(opened.application, [path]);
      await opened.page.evaluate((one) => window.strongroom.pickFolder(one, 'en'), purpose);
    }
    plan = await opened.page.evaluate(
      async (input) => {
        const added = await window.strongroom.ask('plan.add', input);
        return added.ok ? added.value.id : '';
      },
      { name: 'Office', sources: [source], vault },
    );
    await opened.page.evaluate(
      (id) =>
        new Promise((done) => {
          window.strongroom.watch('jobs', (jobs) => jobs.some(({ state }) => state === 'done') && done(true));
          void window.strongroom.ask('backup.start', { plan: id });
        }),
      plan,
    );
    await noteBoxes(opened.application);

    const preload = join(base, 'taken.cjs');
    writeFileSync(preload, `window.pipe = require('electron').ipcRenderer;`);
    const second = opened.application.waitForEvent('window');
    await opened.application.evaluate(({ BrowserWindow }, path) => {
      const webPreferences = { preload: path, sandbox: true, contextIsolation: false };
      void new BrowserWindow({ show: false, webPreferences }).loadURL('app://strongroom/index.html');
    }, preload);
    taken = await second;
    await taken.waitForURL('app://strongroom/index.html');
  });

  afterAll(async () => {
    await opened.application.close();
    rmSync(base, { recursive: true, force: true });
  });

  /** Everything that a message could have changed, as the window, the system and the disk see it. */
  const state = async () => ({
    told: await opened.page.evaluate(async () => ({
      answers: await Promise.all([
        window.strongroom.ask('plan.list', {}),
        window.strongroom.ask('run.list', {}),
        window.strongroom.ask('limits.get', {}),
        window.strongroom.ask('config.export', {}),
      ]),
      settings: await window.strongroom.settings(),
    })),
    shell: await opened.application.evaluate(({ BrowserWindow }) => ({
      boxes: Reflect.get(globalThis, 'boxes') as string[],
      windows: BrowserWindow.getAllWindows().length,
      isPolluted: 'polluted' in {},
    })),
    engine: await enginePid(opened.application),
    trees: [source, vault, target].map(readTree),
    beside: [base, join(base, 'home')].map((folder) => readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name))),
  });

  it(`of any kind, ${MESSAGES} of them, change nothing and stop nothing`, async () => {
    // Made a moment after a backup; nothing of that is a message's doing.
    await expect.poll(() => existsSync(join(base, 'home', 'folders.db')), { timeout: 10_000 }).toBe(true);
    // Else a message that happens to be well made would set one: nobody has to know any other to do that.
    await opened.page.evaluate(() => window.strongroom.ask('pin.set', { next: '2468' }));
    const before = await state();

    // Written out, because a page can import nothing of the tests.
    const answered = await taken.evaluate<Record<string, number>>(`(async () => {
      const Prng = ${Prng.toString()};
      const make = ${hostileMessage.toString()};
      const random = new Prng(${SEED});
      const known = ${JSON.stringify(known)};
      const counts = {};
      const send = async () => {
        const { channel, args } = make(random, known);
        const call = channel === 'strongroom:ask' ? args[0] : channel;
        try {
          const reply = await window.pipe.invoke(channel, ...args);
          const isNo = channel === 'strongroom:ask' ? reply.ok === false : reply === false;
          return isNo ? 'refused' : 'understood: ' + (typeof call === 'string' ? call.slice(0, 30) : typeof call);
        } catch (error) {
          return 'refused';
        }
      };
      for (let sent = 0; sent < ${MESSAGES}; sent += 100)
        for (const said of await Promise.all(Array.from({ length: 100 }, send))) counts[said] = (counts[said] ?? 0) + 1;
      return counts;
    })()`);

    const understood = Object.keys(answered).filter((said) => said !== 'refused');
    expect(understood.filter((said) => !HARMLESS.some((call) => said === `understood: ${call}`))).toEqual([]);
    expect(Object.values(answered).reduce((all, count) => all + count, 0)).toBe(MESSAGES);
    expect(answered['refused']).toBeGreaterThan(MESSAGES / 2);
    expect(await state()).toEqual(before);
  });

  it('of 100 MB are refused, and what asks for no answer gets none', async () => {
    const before = await state();

    const said = await taken.evaluate(async () => {
      const long = 'x'.repeat(100_000_000);
      const said: unknown[] = [];
      said.push(await window.pipe.invoke('strongroom:ask', 'point.list', { plan: long }));
      said.push(await window.pipe.invoke('strongroom:ask', long, {}));
      said.push(await window.pipe.invoke('strongroom:ask', 'config.import', { json: new Uint8Array(100_000_000) }));
      const text = { suggestedName: 'a.txt', text: long, language: 'en' };
      said.push(await window.pipe.invoke('strongroom:save-text', text).catch((error: Error) => error.message));
      for (const channel of ['strongroom:ask', 'strongroom:set-settings', 'quit']) window.pipe.send(channel);
      return said.map((one) => JSON.stringify(one).slice(0, 200));
    });

    const refused = expect.stringMatching(/^\{"ok":false,"error":\{"code":"usage"/);
    expect(said).toEqual([refused, refused, refused, expect.stringContaining('malformed')]);
    expect(await state()).toEqual(before);
  });

  it('cannot ask what only the shell asks, however well made', async () => {
    const asks: [CallName, unknown][] = [
      ['app.hello', { contract: 1 }],
      ['kit.make', { plan, language: 'en' }],
      ['alarm.claim', {}],
      ['alarm.told', { telling: 'a2b3c4d5' }],
      ['schedule.event', { event: 'log-on' }],
      ['schedule.idle', { seconds: 100_000 }],
      ['schedule.wake', {}],
    ];

    const replies = await taken.evaluate(
      (all) => Promise.all(all.map(([call, input]) => window.pipe.invoke('strongroom:ask', call, input))),
      asks,
    );

    expect(replies).toEqual(asks.map(([call]) => ({ ok: false, error: { code: 'usage', subject: call } })));
  });

  it('cannot make a path of their own from one that was picked, for no call that takes one', async () => {
    const before = await state();
    const forged = [
      [`${target}/`, `${target}/.`, `${target}/..`, `${target}/deeper`, `${target}//`, `/${target}`, `${target}\0`],
      [target.toUpperCase(), `file://${target}`, `${target}/../target`, ` ${target}`, `${target} `, 'target', '.'],
      ['/', '/etc', '/proc/self/root', '~', 'C:\\', '\\\\server\\share', '\\\\?\\C:\\', '//server/share', base],
    ].flat();
    const asks = forged.flatMap((path): [CallName, unknown][] => [
      ['plan.add', { name: 'x', sources: [path], vault }],
      ['plan.add', { name: 'x', sources: [source], vault: path }],
      ['plan.edit', { plan, change: { sources: [source, path] } }],
      ['plan.adopt', { plan, sources: [{ label: 'source', path: `${path}/../x` }] }],
      ['plan.estimate', { sources: [path] }],
      ['plan.estimate', { sources: [source], vault: path }],
      ['vault.open', { place: path }],
      ['restore.preview', { plan, target: { kind: 'folder', path } }],
      ['restore.start', { plan, target: { kind: 'folder', path } }],
      ['restore.start', { plan, target: { kind: 'zip', path } }],
      ['restore.start', { plan, target: { kind: 'original-place' }, map: [{ from: source, to: `${path}/../x` }] }],
      ['diagnostics.make', { to: path }],
      ['config.import', { json: JSON.stringify({ strongroom: 'configuration', version: 1, plans: [] }) + path }],
    ]);
    const replies = await taken.evaluate(
      (all) => Promise.all(all.map(([call, input]) => window.pipe.invoke('strongroom:ask', call, input))),
      asks,
    );

    const isRefused = (reply: unknown) => JSON.stringify(reply).includes('"detail":"path-not-granted"');
    expect(asks.filter((_ask, place) => !isRefused((replies as Reply[])[place]))).toEqual([]);
    expect(await state()).toEqual(before);
  });

  it.each([
    ['an empty page', 'about:blank'],
    ['a page of its own text', 'data:text/html,x'],
    ['the guide', 'app://strongroom/guide/en.html'],
    ['a frame in another page', 'data:text/html,<iframe src="data:text/html,x"></iframe>'],
    ['our page in a frame of another', 'data:text/html,<iframe src="app://strongroom/index.html"></iframe>'],
  ])('of %s are not heard', async (_what, address) => {
    const preload = join(root, 'dist', 'main', 'preload.cjs');
    const refusal = await opened.application.evaluate(
      async ({ BrowserWindow }, input) => {
        const webPreferences = { preload: input.preload, sandbox: true, nodeIntegrationInSubFrames: true };
        const other = new BrowserWindow({ show: false, webPreferences });
        await other.loadURL(input.address);
        const { mainFrame } = other.webContents;
        const said: unknown = await (mainFrame.frames[0] ?? mainFrame).executeJavaScript(
          `strongroom.ask('plan.list', {}).then((reply) => JSON.stringify(reply), (error) => error.message)`,
        );
        other.destroy();
        return said;
      },
      { preload, address },
    );

    expect(refusal).toContain('not our page');
  });
});
