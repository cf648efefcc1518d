import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shadowArrangement, shadowTaskXml } from '../../../../electron/cli/unattended/shadow-arrangement.ts';
import { SHADOW_SCRIPT } from '../../../../electron/cli/unattended/shadow-script.ts';

const FOLDER = 'C:\\Program Files\\Strongroom Shadow Copies';
const SYSTEM = 'C:\\Windows\\System32';
const SHELL = `${SYSTEM}\\WindowsPowerShell\\v1.0\\powershell.exe`;
const SCRIPT = `${FOLDER}\\make-shadow-copies.ps1`;

describe('what makes shadow copies for people who are no administrators', () => {
  const { files, folders, install, remove, status } = shadowArrangement({
    programFiles: 'C:\\Program Files',
    systemRoot: 'C:\\Windows',
  });

  it('lies where only administrators write, and runs only programs of Windows by their whole path', () => {
    expect([folders, files.map(({ path }) => path)]).toEqual([
      [FOLDER, `${FOLDER}\\ask`, `${FOLDER}\\told`],
      [SCRIPT, `${FOLDER}\\task.xml`],
    ]);
    expect([...install, ...remove, status].map(([program]) => program?.startsWith(`${SYSTEM}\\`))).toEqual(
      Array(6).fill(true),
    );
  });

  it('lets users lay requests and start the task, and nothing more', () => {
    const [rights, task, start] = install;

    expect(rights?.slice(1)).toEqual([
      `${FOLDER}\\ask`,
      '/inheritance:r',
      '/grant:r',
      '*S-1-5-18:(OI)(CI)F',
      '*S-1-5-32-544:(OI)(CI)F',
      '*S-1-5-32-545:(WD,RA,S)',
    ]);
    expect(task?.slice(1)).toEqual([
      '/Create',
      '/TN',
      '\\Strongroom\\Shadow copies',
      '/XML',
      `${FOLDER}\\task.xml`,
      '/F',
    ]);
    expect(start?.at(-1)).toBe(
      "$s = New-Object -ComObject Schedule.Service; $s.Connect(); $s.GetFolder('\\Strongroom').GetTask('Shadow copies').SetSecurityDescriptor('D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;GRGX;;;BU)', 0)",
    );
  });

  it('removes all shadow copies of ours before the task goes', () => {
    expect(remove.map((command) => command.slice(-2))).toEqual([
      [SCRIPT, '-RemoveAll'],
      ['\\Strongroom\\Shadow copies', '/F'],
    ]);
  });

  it('is a task that runs the script as the system, without arguments, one after another', () => {
    const golden = readFileSync(join(import.meta.dirname, 'shadow-task.xml'), 'utf8');

    expect(shadowTaskXml(SHELL, SCRIPT).replaceAll('\r\n', '\n')).toBe(golden);
    expect(files[1]?.content.slice(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
  });
});

describe('the script that makes shadow copies', () => {
  const code = SHADOW_SCRIPT.split('\r\n').filter((line) => !line.startsWith('#'));

  it('is plain ASCII, as Windows PowerShell reads a script without a mark', () => {
    expect(SHADOW_SCRIPT).toMatch(/^[\t\r\n\x20-\x7e]*$/);
  });

  it('runs nothing that it was told', () => {
    expect(
      code.filter((line) => /invoke-expression|\biex\b|start-process|add-type|scriptblock|cmd|&/i.test(line)),
    ).toEqual([]);
  });

  it('puts into questions to Windows only a letter and ids that it has looked at', () => {
    expect(code.flatMap((line) => line.match(/-Filter .*?\)(?= *\||$)/g) ?? [])).toEqual([
      `-Filter ("ID='" + $made.id + "'")`,
      `-Filter ("DriveLetter='" + $letter + ":'")`,
      `-Filter ("ID='" + $made.id + "'")`,
    ]);
    expect(SHADOW_SCRIPT).toContain('if ($made.id -notmatch $guid) { continue }');
    expect(SHADOW_SCRIPT).toContain(`$letters -cnotmatch ('\\A[A-Z]{1,' + $lettersMax + '}\\z')`);
  });

  it('has brackets and quotes that match', () => {
    const bare = code.join('\n').replaceAll(/'[^'\n]*'|"[^"\n]*"/g, '');

    expect([bare.match(/['"`]/g), ...['()', '{}', '[]'].map((pair) => depthOf(bare, pair))]).toEqual([null, 0, 0, 0]);
  });
});

function depthOf(text: string, [open, close]: string): number {
  return text.split('').filter((char) => char === open).length - text.split('').filter((char) => char === close).length;
}
