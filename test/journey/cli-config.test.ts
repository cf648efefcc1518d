import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zConfigImported } from '../../electron/contract/index.ts';
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

    expect([preview, before, imported]).toEqual([
      { added: ['账目'], skipped: [] },
      [],
      { added: ['账目'], skipped: [] },
    ]);
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

  it.each(['', 'no json', '[]', '{"strongroom":"configuration","version":2,"plans":[]}', '{"plans":[]}'])(
    'that is %j is refused as a whole',
    async (text) => {
      writeFileSync(there.path('plans.json'), text);

      const { error } = await there.error(2, 'config', 'import', there.path('plans.json'));

      expect([error.code, readFileSync(there.path('plans.json'), 'utf8')]).toEqual(['config-invalid', text]);
    },
  );
});
