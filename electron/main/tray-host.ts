import { execFile } from 'node:child_process';

/**
 * Whether this system shows tray icons. Windows and macOS always do. A desktop of Linux does where somebody watches for
 * them on the session bus; where that cannot be asked, a window that hid there might never be found again.
 */
export async function hasTrayHost(platform: NodeJS.Platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return true;
  const question = ['--session', '--print-reply=literal', '--reply-timeout=1500', '--dest=org.freedesktop.DBus'];
  const owner = ['/', 'org.freedesktop.DBus.NameHasOwner', 'string:org.kde.StatusNotifierWatcher'];
  return new Promise((resolve) => {
    execFile('dbus-send', [...question, ...owner], { timeout: 2000 }, (error, answer) => {
      resolve(error === null && /\btrue\b/.test(answer));
    });
  });
}
