import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { Session } from '../session.ts';
import { launchdAgent } from './launchd.ts';
import { systemdUnits } from './systemd.ts';
import type { Arrangement, Unattended } from './arrangement.ts';
import { windowsTask } from './windows-task.ts';

/** What this system's scheduler is given; `isAtWork` asks it. */
export function arrangementHere({ home, env }: Session): Arrangement {
  const { username, homedir } = userInfo();
  const domain = env['USERDOMAIN'];
  const user = process.platform === 'win32' && domain ? `${domain}\\${username}` : username;
  const what: Unattended = { program: [process.execPath, process.argv[1] ?? ''], home, user };
  if (process.platform === 'win32') return windowsTask(what);
  if (process.platform === 'darwin') return launchdAgent(what, homedir);
  const config = env['XDG_CONFIG_HOME'];
  return systemdUnits(what, config?.startsWith('/') ? config : join(homedir, '.config'));
}

export function write({ files }: Arrangement): void {
  for (const { path, content } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** True where there was something. */
export function erase({ files }: Arrangement): boolean {
  const there = files.filter(({ path }) => existsSync(path));
  for (const { path } of there) rmSync(path);
  return there.length > 0;
}

/** What went wrong, in the words of that program; undefined where nothing did. A person may be asked for a password. */
export function tell([program = '', ...args]: readonly string[]): string | undefined {
  try {
    execFileSync(program, args, { stdio: ['inherit', 'ignore', 'pipe'], encoding: 'utf8', windowsHide: true });
    return undefined;
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    return (stderr ?? '').trim() || (error instanceof Error ? error.message : String(error));
  }
}

/** Of commands that are run in turn, up to the first that goes wrong. */
export function firstTrouble(commands: readonly (readonly string[])[]): string | undefined {
  for (const command of commands) {
    const trouble = tell(command);
    if (trouble !== undefined) return trouble;
  }
  return undefined;
}
