import { execFile } from 'node:child_process';
import { win32 } from 'node:path';
import { promisify } from 'node:util';

const PATIENCE_MS = 30_000;

/** How this system is asked to shut the computer down as a person would do it: programs may still ask about what is not saved. */
export function shutDownCommand(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): readonly [program: string, ...args: string[]] {
  // Any longer time would end programs by force.
  if (platform === 'win32')
    return [win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'shutdown.exe'), '/s', '/t', '0'];
  if (platform === 'darwin') return ['osascript', '-e', 'tell application "System Events" to shut down'];
  return ['systemctl', 'poweroff'];
}

/** Throws what keeps the system from it. */
export async function shutDownComputer(): Promise<void> {
  const [program, ...args] = shutDownCommand(process.platform, process.env);
  await promisify(execFile)(program, args, { timeout: PATIENCE_MS, windowsHide: true });
}
