import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostics } from '../../electron/contract/index.ts';
import { diagnose, type Engine, openEngine } from '../../electron/engine/engine.ts';
import { openLog } from '../../electron/service/log/service-log.ts';
import { EnginePlace, failureOf } from '../support/engine-place.ts';
import { readZip } from './cli-zip.ts';

let place: EnginePlace;
let engine: Engine;

/** Names that people gave, none of which may be in what is sent to somebody else. */
const NAMES = ['Lohnliste', 'Gehalt', 'Geheim', 'hunter2', '工资'];

beforeEach(async () => {
  place = new EnginePlace('Geheim');
  mkdirSync(place.path('Lohnliste'));
  writeFileSync(place.path('Lohnliste', 'Gehalt 工资.xlsx'), 'x');
  engine = await place.open();
  await engine.planAdd({ name: 'Gehalt', sources: [place.path('Lohnliste')], vault: place.vault });
  await engine.backup({ plan: 'Gehalt' });
  await engine.restore({ plan: 'Gehalt', target: { kind: 'folder', path: place.path('Lohnliste zurück') } });
  const log = openLog(place.home);
  log.error({ err: new Error(`open '${place.path('Lohnliste', 'Gehalt 工资.xlsx')}'`), password: 'hunter2' }, 'bug');
  log.info(`at ${place.path('Lohnliste')}`);
  mkdirSync(join(place.home, 'window'));
  writeFileSync(join(place.home, 'window', 'settings.json'), JSON.stringify({ theme: 'dark', last: place.vault }));
});

afterEach(() => place.remove());

const made = (input: { to?: string; preview?: boolean }) => diagnose(place.home, () => Promise.resolve(engine), input);
const text = ({ entries }: Diagnostics, name: string) => entries.find((entry) => entry.name === name)?.text ?? '';

describe('a diagnostic bundle', () => {
  it('tells of versions, plans, runs, settings and the log', async () => {
    const bundle = await made({ preview: true });

    expect(bundle.entries.map(({ name }) => name)).toEqual([
      'about.json',
      'plans.json',
      'runs.json',
      'settings.json',
      'logs/strongroom.log',
    ]);
    expect(JSON.parse(text(bundle, 'about.json'))).toMatchObject({ node: process.version, engine: 'open' });
    expect(JSON.parse(text(bundle, 'plans.json'))).toMatchObject([
      {
        plan: '<plan 1>',
        state: 'protected',
        sources: [expect.stringContaining('deep')],
        lastRun: { outcome: 'complete' },
      },
    ]);
    expect(JSON.parse(text(bundle, 'runs.json'))).toMatchObject([
      { verb: 'restore', outcome: 'complete', to: expect.stringContaining('deep') as string },
      { verb: 'backup', outcome: 'complete' },
    ]);
    expect(JSON.parse(text(bundle, 'settings.json'))).toEqual({ theme: 'dark', last: '<text>' });
    expect(text(bundle, 'logs/strongroom.log').trim().split('\n')).toHaveLength(2);
  });

  it('holds no name of a person, a computer, a plan, a folder or a file, and no secret', async () => {
    openLog(place.home).info({ plan: 'Gehalt' }, 'a name that is known');
    const all = JSON.stringify((await made({ preview: true })).entries);

    expect(
      [...NAMES, homedir(), place.folder].filter((name) => all.toLowerCase().includes(name.toLowerCase())),
    ).toEqual([]);
    // As words: a computer may be called "vm", and an id that is drawn at random may hold that.
    const words = new Set(all.toLowerCase().split(/[^\p{L}\p{N}_.-]+/u));
    expect(words).not.toContain(hostname().toLowerCase());
    // "root" stands in the names of fields that are ours.
    if (userInfo().username !== 'root') expect(words).not.toContain(userInfo().username.toLowerCase());
  });

  it('writes nothing for a preview, and for a file exactly what the preview showed', async () => {
    const to = place.path('bundle.zip');
    const before = readdirSync(place.folder);
    const preview = await made({ to, preview: true });
    expect([preview.path, readdirSync(place.folder)]).toEqual([undefined, before]);

    const bundle = await made({ to });

    expect(bundle.path).toBe(to);
    const unpacked = [...(await readZip(to))].map(([name, bytes]) => [name, bytes.toString('utf8')]);
    expect(Object.fromEntries(unpacked)).toEqual(
      Object.fromEntries(bundle.entries.map((entry) => [entry.name, entry.text])),
    );
    const steady = (from: Diagnostics) => from.entries.filter(({ name }) => name !== 'about.json');
    expect(steady(bundle)).toEqual(steady(preview));
    expect(readdirSync(place.folder).filter((name) => name.includes('part'))).toEqual([]);
  });

  it('is made also where no engine opens, and says why', async () => {
    await engine.close();
    writeFileSync(join(place.home, 'state.db'), 'no database');

    const bundle = await diagnose(place.home, () => openEngine({ home: place.home }), { preview: true });

    expect(JSON.parse(text(bundle, 'about.json'))).toMatchObject({ engine: 'state-damaged' });
    expect(JSON.parse(text(bundle, 'plans.json'))).toEqual({ failed: 'state-damaged' });
    expect(NAMES.filter((name) => JSON.stringify(bundle).includes(name))).toEqual([]);
  });

  it('refuses to write over a file, into nowhere, or nothing at all', async () => {
    const taken = place.path('taken.zip');
    writeFileSync(taken, 'mine');

    expect([
      await failureOf(made({ to: taken })),
      await failureOf(made({ to: place.path('nowhere', 'x.zip') })),
      await failureOf(made({ to: 'x.zip' })),
      await failureOf(made({})),
    ]).toEqual(['target-exists', 'target-invalid', 'target-invalid', 'usage']);
    expect(readFileSync(taken, 'utf8')).toBe('mine');
    expect(existsSync(place.path('nowhere'))).toBe(false);
  });
});
