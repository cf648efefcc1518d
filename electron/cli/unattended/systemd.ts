import { join } from 'node:path';
import { type Arrangement, EVERY_MINUTES, nameOf, runDueOf, type Unattended } from './arrangement.ts';

/**
 * Units of the user's own systemd: a timer that looks, also after the time went by while the computer was off, and a service that tells of
 * log-on and, when the session ends, of shutdown, for which systemd waits half an hour. With nobody logged in they run once
 * `loginctl enable-linger` has been given for the user.
 */
export function systemdUnits(what: Unattended, configHome: string): Arrangement {
  const folder = join(configHome, 'systemd', 'user');
  const name = `strongroom-${nameOf(what.home)}`;
  const exec = (event?: 'log-on' | 'shutdown'): string => runDueOf(what, event).map(quoted).join(' ');
  const units = {
    [`${name}.service`]: [
      '[Unit]',
      'Description=Strongroom: run the backups that are due',
      '',
      '[Service]',
      'Type=oneshot',
      `ExecStart=${exec()}`,
      // Incomplete, or at work already: told by the program itself.
      'SuccessExitStatus=3 7',
      'TimeoutStartSec=infinity',
      'Nice=10',
      '',
    ],
    [`${name}.timer`]: [
      '[Unit]',
      'Description=Strongroom: look for backups that are due',
      '',
      '[Timer]',
      `OnCalendar=*:0/${EVERY_MINUTES}`,
      'AccuracySec=30s',
      'Persistent=true',
      '',
      '[Install]',
      'WantedBy=timers.target',
      '',
    ],
    [`${name}-session.service`]: [
      '[Unit]',
      'Description=Strongroom: backups at log-on and before shutdown',
      '',
      '[Service]',
      'Type=oneshot',
      'RemainAfterExit=yes',
      `ExecStart=-${exec('log-on')}`,
      `ExecStop=-${exec('shutdown')}`,
      'TimeoutStartSec=infinity',
      'TimeoutStopSec=30min',
      '',
      '[Install]',
      'WantedBy=default.target',
      '',
    ],
  };
  const control = (...args: string[]): string[] => ['systemctl', '--user', ...args];
  const enabled = [`${name}.timer`, `${name}-session.service`];
  return {
    files: Object.entries(units).map(([file, lines]) => ({ path: join(folder, file), content: lines.join('\n') })),
    install: [control('daemon-reload'), control('enable', '--now', '--no-block', ...enabled)],
    remove: [control('disable', `${name}-session.service`), control('disable', '--now', `${name}.timer`)],
    status: control('is-active', '--quiet', `${name}.timer`),
  };
}

/** As systemd reads a command line: within quotes a backslash escapes, and a percent or dollar stands for something unless doubled. */
function quoted(argument: string): string {
  return `"${argument
    .replace(/(["\\])/g, '\\$1')
    .replaceAll('%', '%%')
    .replaceAll('$', '$$$$')}"`;
}
