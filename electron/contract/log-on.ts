/** The program's name in the lists of Windows: that of electron-builder.yml. Notifications and the start at log-on go by it. */
export const APP_ID = 'app.strongroom.desktop';

/** Below the folder where a desktop of Linux keeps what a person has set. */
export const AUTOSTART_FILE = 'autostart/strongroom.desktop';

/** `barred`: there is an entry, and the system has been told not to follow it, by a person or by a program that tidies up. */
export type LogOnStart = 'on' | 'off' | 'barred';

/** Of the file of a desktop (the XDG autostart specification); undefined: there is none. A desktop switches an entry off by these lines. */
export function desktopStart(entry: string | undefined): LogOnStart {
  if (entry === undefined) return 'off';
  return /^(Hidden[ \t]*=[ \t]*true|X-GNOME-Autostart-enabled[ \t]*=[ \t]*false)\s*$/m.test(entry) ? 'barred' : 'on';
}

/**
 * Of Windows. `approved`: the first byte of the entry's value in `StartupApproved`, where Windows keeps what was switched off in the Task Manager; odd
 * numbers mean off. Undefined: nobody has ever said anything.
 */
export function windowsStart(hasEntry: boolean, approved: number | undefined): LogOnStart {
  if (!hasEntry) return 'off';
  return approved !== undefined && approved % 2 === 1 ? 'barred' : 'on';
}
