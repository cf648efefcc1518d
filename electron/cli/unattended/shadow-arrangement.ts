import { win32 } from 'node:path';
import { SHADOW_TASK, shadowHelperFolder } from '../../engine/engine.ts';
import type { Arrangement } from './arrangement.ts';
import { SHADOW_SCRIPT } from './shadow-script.ts';
import { escaped } from './xml.ts';

/** SYSTEM and administrators do everything with the task, users may see and start it, and nobody else. */
const WHO_MAY_START = 'D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;GRGX;;;BU)';
const [SYSTEM, ADMINISTRATORS, USERS] = ['*S-1-5-18', '*S-1-5-32-544', '*S-1-5-32-545'];

interface WindowsFolders {
  readonly programFiles: string | undefined;
  readonly systemRoot: string | undefined;
}

export interface ShadowArrangement extends Arrangement {
  readonly folders: readonly string[];
}

/**
 * What makes shadow copies for people who are no administrators: a script in a folder where only administrators write, a task that runs it
 * as SYSTEM, a folder `ask` in which users may lay a file and neither list, read nor change one, and a folder `told` that they may only read.
 */
export function shadowArrangement({ programFiles, systemRoot }: WindowsFolders): ShadowArrangement {
  const folder = shadowHelperFolder({ ProgramFiles: programFiles });
  const system = win32.join(systemRoot ?? 'C:\\Windows', 'System32');
  const shell = win32.join(system, 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  const tasks = win32.join(system, 'schtasks.exe');
  const [script, xml] = [win32.join(folder, 'make-shadow-copies.ps1'), win32.join(folder, 'task.xml')];
  const [ask, told] = [win32.join(folder, 'ask'), win32.join(folder, 'told')];
  const run = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', script];
  const [taskFolder, taskName] = [win32.dirname(SHADOW_TASK), win32.basename(SHADOW_TASK)];
  const allow = `$s = New-Object -ComObject Schedule.Service; $s.Connect(); $s.GetFolder('${taskFolder}').GetTask('${taskName}').SetSecurityDescriptor('${WHO_MAY_START}', 0)`;
  return {
    folders: [folder, ask, told],
    files: [
      { path: script, content: SHADOW_SCRIPT },
      // The Task Scheduler reads UTF-16 with a byte order mark.
      { path: xml, content: Buffer.from(`\uFEFF${shadowTaskXml(shell, script)}`, 'utf16le') },
    ],
    install: [
      [
        win32.join(system, 'icacls.exe'),
        ask,
        '/inheritance:r',
        '/grant:r',
        `${SYSTEM}:(OI)(CI)F`,
        `${ADMINISTRATORS}:(OI)(CI)F`,
        // WD: add a file. RA and S: what opening a new one asks of the folder.
        `${USERS}:(WD,RA,S)`,
      ],
      [tasks, '/Create', '/TN', SHADOW_TASK, '/XML', xml, '/F'],
      [shell, '-NoProfile', '-NonInteractive', '-Command', allow],
    ],
    remove: [
      [shell, ...run, '-RemoveAll'],
      [tasks, '/Delete', '/TN', SHADOW_TASK, '/F'],
    ],
    status: [tasks, '/Query', '/TN', SHADOW_TASK],
  };
}

/** One after another, never two at once: requests that come meanwhile are looked at by the next one. */
export function shadowTaskXml(shell: string, script: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    '  <RegistrationInfo>',
    '    <Description>Strongroom: shadow copies of what is backed up</Description>',
    `    <SecurityDescriptor>${WHO_MAY_START}</SecurityDescriptor>`,
    '  </RegistrationInfo>',
    '  <Triggers>',
    '    <BootTrigger><Enabled>true</Enabled><Delay>PT1M</Delay></BootTrigger>',
    '    <CalendarTrigger>',
    '      <StartBoundary>2026-01-01T12:00:00</StartBoundary>',
    '      <Enabled>true</Enabled>',
    '      <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>',
    '    </CalendarTrigger>',
    '  </Triggers>',
    '  <Principals>',
    '    <Principal id="Author"><UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel></Principal>',
    '  </Principals>',
    '  <Settings>',
    '    <MultipleInstancesPolicy>Queue</MultipleInstancesPolicy>',
    '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
    '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    '    <AllowStartOnDemand>true</AllowStartOnDemand>',
    '    <StartWhenAvailable>true</StartWhenAvailable>',
    '    <ExecutionTimeLimit>PT10M</ExecutionTimeLimit>',
    '    <Priority>6</Priority>',
    '  </Settings>',
    '  <Actions Context="Author">',
    '    <Exec>',
    `      <Command>${escaped(shell)}</Command>`,
    `      <Arguments>${escaped(`-NoProfile -NonInteractive -ExecutionPolicy Bypass -File "${script}"`)}</Arguments>`,
    '    </Exec>',
    '  </Actions>',
    '</Task>',
    '',
  ].join('\r\n');
}
