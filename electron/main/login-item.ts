import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { App } from 'electron';
import { AUTOSTART_FILE, desktopStart, type LogOnStart } from '../contract/index.ts';

/** Whether the program starts, hidden, with the person's session: as the system has it, never as we remember it. */
export interface LoginItem {
  state(): LogOnStart;
  /** On ends also what the system was told. */
  set(isOn: boolean): void;
}

export const HIDDEN = '--hidden';

/** Windows and macOS keep the list themselves. On Windows a person may also switch an entry off in the Task Manager. */
export function systemLoginItem(app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>): LoginItem {
  const args = [HIDDEN];
  return {
    state: () => {
      const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings({ args });
      if (!openAtLogin) return 'off';
      return process.platform !== 'win32' || executableWillLaunchAtLogin ? 'on' : 'barred';
    },
    set: (isOn) => app.setLoginItemSettings({ openAtLogin: isOn, args }),
  };
}

/** Desktops of Linux start what lies in this folder (the XDG autostart specification). */
export function autostartFile(folder: string, program: string): LoginItem {
  const file = join(folder, AUTOSTART_FILE);
  return {
    state: () => {
      try {
        return desktopStart(readFileSync(file, 'utf8'));
      } catch {
        return 'off';
      }
    },
    set: (isOn) => {
      try {
        if (!isOn) return rmSync(file, { force: true });
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, entryOf(program));
      } catch (error) {
        console.error('the start with the session could not be changed', error);
      }
    },
  };
}

function entryOf(program: string): string {
  // Quotation as the desktop entry specification asks: within quotes these four are escaped, and a percent is doubled.
  const quoted = `"${program.replace(/(["`$\\])/g, '\\$1').replaceAll('%', '%%')}"`;
  // The value of a key is itself a string with backslash escapes.
  const exec = `${quoted} ${HIDDEN}`.replaceAll('\\', '\\\\');
  return ['[Desktop Entry]', 'Type=Application', 'Name=Strongroom', `Exec=${exec}`, 'Terminal=false', ''].join('\n');
}
