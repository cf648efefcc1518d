import { win32 } from 'node:path';
import { type Arrangement, EVERY_MINUTES, nameOf, runDueOf, type Unattended } from './arrangement.ts';
import { escaped } from './xml.ts';

/**
 * A task of the Task Scheduler that runs whether the user is logged on or not, wakes the computer, makes up for starts that were missed, and never runs twice
 * at once. With the user's password (`LogonType` Password), for which Windows asks once: without it the task would reach neither shares nor
 * the keys that Windows keeps for the user.
 */
export function windowsTask(what: Unattended): Arrangement {
  const task = `\\Strongroom\\run-due-${nameOf(what.home)}`;
  const path = win32.join(what.home, 'run-due-task.xml');
  // The Task Scheduler reads UTF-16 with a byte order mark.
  const content = Buffer.from(`\uFEFF${taskXml(what)}`, 'utf16le');
  return {
    files: [{ path, content }],
    install: [['schtasks', '/Create', '/TN', task, '/XML', path, '/RU', what.user, '/RP', '*', '/F']],
    remove: [['schtasks', '/Delete', '/TN', task, '/F']],
    status: ['schtasks', '/Query', '/TN', task],
  };
}

export function taskXml(what: Unattended): string {
  const [program = '', ...args] = runDueOf(what);
  return [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    '  <RegistrationInfo><Description>Strongroom: run the backups that are due</Description></RegistrationInfo>',
    '  <Triggers>',
    '    <TimeTrigger>',
    `      <Repetition><Interval>PT${EVERY_MINUTES}M</Interval><StopAtDurationEnd>false</StopAtDurationEnd></Repetition>`,
    '      <StartBoundary>2026-01-01T00:00:00</StartBoundary>',
    '      <Enabled>true</Enabled>',
    '    </TimeTrigger>',
    '    <BootTrigger><Enabled>true</Enabled><Delay>PT1M</Delay></BootTrigger>',
    '  </Triggers>',
    '  <Principals>',
    '    <Principal id="Author">',
    `      <UserId>${escaped(what.user)}</UserId>`,
    '      <LogonType>Password</LogonType>',
    '      <RunLevel>LeastPrivilege</RunLevel>',
    '    </Principal>',
    '  </Principals>',
    '  <Settings>',
    '    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>',
    '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
    '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    '    <StartWhenAvailable>true</StartWhenAvailable>',
    '    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>',
    '    <WakeToRun>true</WakeToRun>',
    '    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>',
    '    <Priority>7</Priority>',
    '  </Settings>',
    '  <Actions Context="Author">',
    '    <Exec>',
    `      <Command>${escaped(program)}</Command>`,
    `      <Arguments>${escaped(args.map(quoted).join(' '))}</Arguments>`,
    '    </Exec>',
    '  </Actions>',
    '</Task>',
    '',
  ].join('\r\n');
}

/** As Windows programs take their command line apart: backslashes count only in front of a quote. */
function quoted(argument: string): string {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument;
  return `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}
