import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { zConfigImported, zHolidays, zNotifySettings } from '../../electron/contract/index.ts';
import { type Bench, documentOf, makeBench, makeFolder } from './cli-runner.ts';

let here: Bench;
let there: Bench;

beforeEach(() => {
  here = makeBench();
  there = makeBench();
  makeFolder(here.path('Books'));
});
afterEach(() => {
  here.remove();
  there.remove();
});

const importing = async (exit: number, ...args: string[]) =>
  documentOf(zConfigImported, exit, await there.run('--json', 'config', 'import', ...args));

describe('a configuration', () => {
  it('makes the same plans on another computer, says first what would happen, and takes no name twice', async () => {
    await here.planAdd(
      0,
      '--name',
      '账目',
      '--source',
      here.path('Books'),
      '--vault',
      here.vault,
      '--schedule',
      'daily 18:30',
      '--exclude',
      '*.tmp',
    );
    writeFileSync(there.path('plans.json'), (await here.run('config', 'export')).stdout);

    const preview = await importing(0, there.path('plans.json'), '--preview');
    const before = await there.planList(0);
    const imported = await importing(0, there.path('plans.json'));
    const again = await importing(2, there.path('plans.json'));

    const rest = { skipped: [], holidays: [], told: 'nobody', toType: [] };
    expect([preview, before, imported]).toEqual([{ added: ['账目'], ...rest }, [], { added: ['账目'], ...rest }]);
    expect(again).toMatchObject({ added: [], skipped: [{ name: '账目', failure: { code: 'plan-name-taken' } }] });
    expect(await there.planShow(0, '账目')).toMatchObject({
      sources: [{ path: here.path('Books'), label: 'Books' }],
      vault: here.vault,
      exclude: ['*.tmp'],
      schedule: 'daily 18:30',
    });
  });

  it('skips what cannot be made here with its reason, and makes the rest', async () => {
    await here.planAdd(0, '--name', 'Good', '--source', here.path('Books'), '--vault', here.vault);
    const { stdout } = await here.run('config', 'export');
    const config = JSON.parse(stdout) as { plans: object[] };
    const [good] = config.plans;
    config.plans.unshift(
      { ...good, name: 'Away', sources: [here.path('nowhere')] },
      { ...good, name: 'Odd', surprise: 1 },
      { ...good, name: 'Never', schedule: 'never' },
    );
    writeFileSync(there.path('plans.json'), `\uFEFF${JSON.stringify(config)}`);

    const preview = await importing(2, there.path('plans.json'), '--preview');
    const imported = await importing(2, there.path('plans.json'));

    expect(imported.added).toEqual(['Good']);
    expect(imported.skipped.map(({ name, failure }) => [name, failure.code])).toEqual([
      ['Away', 'source-missing'],
      ['Odd', 'usage'],
      ['Never', 'schedule-invalid'],
    ]);
    expect(preview).toEqual(imported);
  });

  it('brings timing, holidays and who is told along, asks for the PIN, and says which secrets have to be typed again', async () => {
    for (const [name, text] of Object.entries({
      mail: 'mail-secret',
      hook: 'https://hooks.test/robot?key=hook-secret',
    }))
      writeFileSync(here.path(name), `${text}\n`);
    writeFileSync(there.path('pin'), '2468\n');
    await here.planAdd(0, '--name', 'Books', '--source', here.path('Books'), '--vault', here.vault);
    const timing = [
      '--spread',
      '30',
      '--on-holidays',
      'rest',
      '--catch-up',
      'off',
      '--wait-for',
      'mains',
      '--wait',
      '60',
    ];
    await here.run('plan', 'edit', 'Books', '--schedule', 'workdays 18:30; full monthly first sun 12:00', ...timing);
    await here.run('holidays', '--set', '12-25', '2026-12-31..2027-01-02');
    const mail = ['--mail-server', 'smtp.test', '--mail-user', 'it@office.test', '--mail-to', 'it@office.test'];
    const hook = ['--webhook-url-file', here.path('hook'), '--digest', 'day', '--letter-language', 'zh-CN'];
    await here.run('notify', 'set', ...mail, '--mail-password-file', here.path('mail'), ...hook);
    const { stdout } = await here.run('config', 'export');
    writeFileSync(there.path('all.json'), stdout);
    await there.run('holidays', '--set', '12-25', '2027-05-01');
    await there.run('pin', '--new-pin-file', there.path('pin'));

    const preview = await importing(0, there.path('all.json'), '--preview');
    const refused = await there.error(5, 'config', 'import', there.path('all.json'));
    const untouched = await there.planList(0);
    const imported = await importing(0, there.path('all.json'), '--pin-file', there.path('pin'));
    const again = await importing(2, there.path('all.json'));

    expect(stdout).not.toMatch(/secret/);
    expect([refused.error.code, untouched]).toEqual(['pin-needed', []]);
    expect(imported).toEqual({
      added: ['Books'],
      skipped: [],
      holidays: ['2026-12-31..2027-01-02'],
      told: 'taken',
      toType: ['mail-password', 'webhook-address'],
    });
    expect(preview).toEqual(imported);
    expect(again).toMatchObject({ added: [], holidays: [], told: 'kept', toType: [] });
    expect(await there.planShow(0, 'Books')).toMatchObject({
      schedule: 'workdays 18:30; full monthly first sun 12:00',
      timing: { spreadMinutes: 30, restsOnHolidays: true, catchUp: false, waitsFor: ['mains'], waitMinutes: 60 },
    });
    const days = documentOf(z.object({ holidays: zHolidays }), 0, await there.run('--json', 'holidays'));
    expect(days.holidays).toEqual(['12-25', '2026-12-31..2027-01-02', '2027-05-01']);
    const told = documentOf(zNotifySettings, 0, await there.run('--json', 'notify', 'show'));
    expect(told).toMatchObject({
      language: 'zh-CN',
      mail: { host: 'smtp.test', user: 'it@office.test', to: ['it@office.test'], hasPassword: false },
      webhook: null,
      digest: { every: 'day' },
    });
    expect((await there.error(5, 'notify', 'remove', 'mail')).error.code).toBe('pin-needed');
  });

  it.each(['', 'no json', '[]', '{"strongroom":"configuration","version":3,"plans":[]}', '{"plans":[]}'])(
    'that is %j is refused as a whole',
    async (text) => {
      writeFileSync(there.path('plans.json'), text);

      const { error } = await there.error(2, 'config', 'import', there.path('plans.json'));

      expect([error.code, readFileSync(there.path('plans.json'), 'utf8')]).toEqual(['config-invalid', text]);
    },
  );
});
