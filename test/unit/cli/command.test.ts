import { describe, expect, it } from 'vitest';
import { run, words } from './run-in-world.ts';

describe('the command line', () => {
  it.each<[string, string, unknown]>([
    [
      'plan add --name N --source a ../b --source /c --vault v --exclude *.tmp *.bak --scheme full --compression 5',
      'planAdd',
      {
        name: 'N',
        sources: ['/home/me/work/a', '/home/me/b', '/c'],
        vault: '/home/me/work/v',
        exclude: ['*.tmp', '*.bak'],
        scheme: 'full',
        level: 5,
      },
    ],
    [
      'plan add --name N --source a --vault sftp://u@h/p',
      'planAdd',
      { name: 'N', sources: ['/home/me/work/a'], vault: 'sftp://u@h/p', exclude: [] },
    ],
    ['plan show Accounts', 'planShow', 'Accounts'],
    ['plan remove Accounts', 'planRemove', 'p1'],
    [
      'plan adopt Accounts --map Documents=docs Letters=/srv/letters',
      'planAdopt',
      {
        plan: 'Accounts',
        sources: [
          { label: 'Documents', path: '/home/me/work/docs' },
          { label: 'Letters', path: '/srv/letters' },
        ],
      },
    ],
    [
      'backup Accounts --kind differential --rehash',
      'backup',
      { plan: 'p1', kind: 'differential', rehash: true, fresh: false },
    ],
    ['backup Accounts --fresh --on-cancel discard', 'backup', { plan: 'p1', rehash: false, fresh: true }],
    ['points Accounts', 'points', 'p1'],
    ['files Accounts Documents/x --at s1', 'files', { plan: 'Accounts', path: 'Documents/x', at: 's1' }],
    ['find *.doc --plan Accounts --limit 5', 'find', { pattern: '*.doc', plan: 'Accounts', limit: 5 }],
    ['find doc --deleted', 'find', { pattern: 'doc', deletedOnly: true }],
    [
      'restore Accounts --to out --path Documents/a /home/b --conflict newer --at 2025-11-21',
      'restore',
      {
        plan: 'Accounts',
        at: '2025-11-21',
        paths: ['Documents/a', '/home/b'],
        target: { kind: 'folder', path: '/home/me/work/out' },
        map: [],
        conflict: 'newer',
      },
    ],
    [
      'restore Accounts --zip o.zip',
      'restore',
      { plan: 'Accounts', at: 'latest', paths: [], target: { kind: 'zip', path: '/home/me/work/o.zip' }, map: [] },
    ],
    [
      'restore Accounts --original-place --preview',
      'restorePreview',
      { plan: 'Accounts', at: 'latest', paths: [], target: { kind: 'original-place' }, map: [] },
    ],
    ['verify Accounts --level deep --at latest', 'verify', { plan: 'p1', at: 'latest', level: 'deep' }],
    ['consolidate Accounts', 'consolidate', { plan: 'p1' }],
    ['consolidate Accounts --at s1', 'consolidate', { plan: 'p1', at: 's1' }],
    ['vault open \\\\server\\share', 'vaultOpen', '\\\\server\\share'],
    ['status', 'status', undefined],
    ['fleet', 'fleet', 'v1'],
    ['fleet --vault /mnt/vault', 'fleet', 'v1'],
    ['fleet --vault other', 'fleet', '/home/me/work/other'],
    ['pin', 'pin.state', undefined],
    ['pin --remove', 'pin.set', { next: null }],
    ['pin --remove --forgotten', 'pin.forget', undefined],
  ])('hands %s to the engine', async (line, name, input) => {
    const { exit, asked, stderr } = await run(words(line));

    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(asked.filter(([method]) => method === name)).toEqual([[name, input]]);
    expect(asked.at(-1)?.[0]).toBe('close');
  });

  const questions = [
    'plan list',
    'plan show P',
    'plan remove P',
    'plan add --name N --source a --vault v',
    'backup P',
    'points P',
    'files P',
    'find x',
    'restore P --to a',
    'restore P --to a --preview',
    'verify P',
    'consolidate P',
    'vault open v',
    'status',
    'fleet',
    'excludes',
    'pin',
    'pin --remove --forgotten',
    '--help',
    'plan add --help',
    '--version',
  ];

  it.each(questions)('prints one JSON document and nothing else for %s --json', async (line) => {
    const { exit, stdout, stderr } = await run([...words(line), '--json'], { isTerminal: true });

    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout.endsWith('\n')).toBe(true);
    expect(stdout.trimEnd()).not.toContain('\n');
    expect(typeof JSON.parse(stdout)).toBe('object');
  });

  it.each(questions)('leaves no hole in the text of %s, in both languages', async (line) => {
    for (const language of ['en', 'zh-CN']) {
      const { exit, stdout, stderr } = await run([...words(line), '--lang', language]);

      expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
      expect(stdout).not.toMatch(/\{\{|undefined|NaN|\[object|cli\.|Invalid Date/);
      expect(stdout.trim()).not.toBe('');
    }
  });

  it('opens the data folder that was named, else the one of the environment, else the one of the system', async () => {
    const named = await run(words('status --home here'), { env: { STRONGROOM_HOME: '/env' } });
    const environment = await run(['status'], { env: { STRONGROOM_HOME: '/env' } });
    const system = await run(['status']);

    expect([named.homes, environment.homes, system.homes]).toEqual([
      ['/home/me/work/here'],
      ['/env'],
      ['/home/me/.local/share/strongroom'],
    ]);
  });

  it('says nothing with --quiet when all is well, and the id alone for a new plan', async () => {
    expect((await run(words('backup P --quiet'))).stdout).toBe('');
    expect((await run(words('restore P --to a --quiet'))).stdout).toBe('');
    expect((await run(words('plan add --name N --source a --vault v --quiet'))).stdout).toBe('p1\n');
    expect((await run(words('points P --quiet'))).stdout).not.toBe('');
  });

  it('opens no engine for --version and --help', async () => {
    const version = await run(['--version']);
    const help = await run(words('backup --help'));

    expect([version.stdout, version.homes, help.homes]).toEqual(['0.1.0\n', [], []]);
  });
});
