import { closeSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CliFailure } from './cli-failure.ts';

/** Asked for before anything is made: a key that cannot be written down must not be the only way in. */
export function recoveryKeyFile(cwd: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const path = resolve(cwd, given);
  if (existsSync(path)) throw new CliFailure({ code: 'target-exists', subject: path });
  if (!existsSync(dirname(path))) throw new CliFailure({ code: 'target-invalid', subject: path });
  return path;
}

/** The file is begun before the plan is made, and gone where it then holds no key. */
export async function withKeyFile<T extends { readonly recoveryKey?: string | undefined }>(
  path: string | undefined,
  make: () => Promise<T>,
): Promise<T> {
  if (path === undefined) return make();
  const fd = beginFile(path);
  let made: T | undefined;
  try {
    made = await make();
    if (made.recoveryKey !== undefined) writeFileSync(fd, `${made.recoveryKey}\n`);
    return made;
  } finally {
    closeSync(fd);
    if (made?.recoveryKey === undefined) rmSync(path, { force: true });
  }
}

function beginFile(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (cause) {
    throw new CliFailure({ code: 'target-unwritable', subject: path, detail: (cause as { code?: string }).code });
  }
}
