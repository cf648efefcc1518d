import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launchdAgent } from '../../../../electron/cli/unattended/launchd.ts';
import { systemdUnits } from '../../../../electron/cli/unattended/systemd.ts';
import { nameOf } from '../../../../electron/cli/unattended/arrangement.ts';
import { taskXml, windowsTask } from '../../../../electron/cli/unattended/windows-task.ts';

const golden = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-units-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('what the system is told to call', () => {
  it.runIf(process.platform === 'linux')('are units that systemd understands, whatever the folders are called', () => {
    const odd = join(folder, 'a "50%" $HOME\\ folder');
    const script = join(odd, 'cli.js');
    mkdirSync(odd);
    writeFileSync(script, 'process.stdout.write(JSON.stringify(process.argv.slice(2)))');
    const { files } = systemdUnits({ program: [process.execPath, script], home: odd, user: 'ann' }, folder);
    for (const { path, content } of files) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }

    const paths = files.map(({ path }) => path);
    const said = execFileSync('systemd-analyze', ['--user', '--man=no', 'verify', ...paths], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, XDG_RUNTIME_DIR: folder, SYSTEMD_UNIT_PATH: `${dirname(paths[0] as string)}:` },
    });

    expect(said).toBe('');
    expect(paths.map((path) => basename(path).replace(nameOf(odd), 'ID'))).toEqual([
      'strongroom-ID.service',
      'strongroom-ID.timer',
      'strongroom-ID-session.service',
    ]);
  });

  it('is an agent that macOS starts at log-on and every five minutes', () => {
    const what = {
      program: ['/Applications/Strongroom.app/node', '/Applications/a & b/cli.js'],
      home: '/Users/ann/Data',
      user: 'ann',
    };

    const { files } = launchdAgent(what, '/Users/ann');

    expect(files[0]?.path).toBe(`/Users/ann/Library/LaunchAgents/app.strongroom.due.${nameOf(what.home)}.plist`);
    expect(files[0]?.content).toBe(golden('agent.plist'));
  });

  it('is a task that Windows runs whether anybody is logged on or not, once at a time, waking the computer', () => {
    const what = {
      program: ['C:\\Program Files\\Strongroom\\node.exe', 'C:\\Program Files\\Strongroom\\cli.js'],
      home: 'C:\\Users\\Ann & Bob\\Data\\',
      user: 'OFFICE\\ann',
    };

    const { files, install } = windowsTask(what);

    expect(taskXml(what).replaceAll('\r\n', '\n')).toBe(golden('task.xml'));
    expect(Buffer.from(files[0]?.content ?? '').subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
    expect(install[0]).toEqual(expect.arrayContaining(['schtasks', '/RU', 'OFFICE\\ann', '/RP', '*']));
  });

  it('has a name of its own for each data folder', () => {
    expect(nameOf('/home/ann/a')).not.toBe(nameOf('/home/ann/b'));
  });
});
