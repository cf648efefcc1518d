import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, win32 } from 'node:path';
import { APP_ID, AUTOSTART_FILE, desktopStart, type LogOnStart, windowsStart } from '../../contract/index.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Whether the window's program starts beside the clock when this user logs on. Undefined where the system does not say. */
export function logOnStart(env: Env): LogOnStart | undefined {
  if (process.platform === 'win32') return inRegistry(env);
  if (process.platform !== 'linux') return undefined;
  const config = env['XDG_CONFIG_HOME'];
  return desktopStart(textOf(join(config?.startsWith('/') ? config : join(homedir(), '.config'), AUTOSTART_FILE)));
}

const RUN = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
const APPROVED = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run';

function inRegistry(env: Env): LogOnStart | undefined {
  const reg = win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe');
  const value = (key: string): string | undefined => {
    try {
      const stdio = ['ignore', 'pipe', 'ignore'] as const;
      return execFileSync(reg, ['query', key, '/v', APP_ID], {
        encoding: 'utf8',
        stdio: [...stdio],
        windowsHide: true,
      });
    } catch (error) {
      // 1: no such value. Anything else says nothing of it.
      if ((error as { status?: unknown }).status === 1) return undefined;
      throw error;
    }
  };
  try {
    const first = /REG_BINARY\s+([0-9a-f]{2})/i.exec(value(APPROVED) ?? '')?.[1];
    return windowsStart(value(RUN) !== undefined, first === undefined ? undefined : Number.parseInt(first, 16));
  } catch {
    return undefined;
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
