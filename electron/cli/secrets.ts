import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Secret } from '../contract/index.ts';
import { CliFailure } from './cli-failure.ts';
import type { Given, OptionName } from './command-spec.ts';
import type { Session } from './session.ts';

const FILE_MAX = 64 * 1024;

/** What opens an encrypted vault, from the files that are named on the command line: a secret itself never stands there. */
export function secretOf(session: Session, options: Given['options']): Secret {
  const passphrase = firstLine(session, options, 'passphrase-file');
  const recoveryKey = wholeText(session, options, 'recovery-key-file');
  return {
    ...(passphrase !== undefined && { passphrase }),
    ...(recoveryKey !== undefined && { recoveryKey }),
  };
}

/** Opens the plan's vault where something to open it with was given. */
export async function unlockFirst(session: Session, plan: string, options: Given['options']): Promise<void> {
  const secret = secretOf(session, options);
  if (secret.passphrase !== undefined || secret.recoveryKey !== undefined)
    await (await session.engine()).unlock(plan, secret);
}

/** What guards destructive acts here, where a file with it is named. */
export function pinOf(session: Session, options: Given['options']): { pin?: string } {
  const pin = firstLine(session, options, 'pin-file');
  return pin === undefined ? {} : { pin };
}

/** Without its line end, which is no part of it. */
export function firstLine(session: Session, options: Given['options'], name: OptionName): string | undefined {
  return wholeText(session, options, name)?.split(/\r?\n/, 1)[0];
}

function wholeText({ cwd, words }: Session, options: Given['options'], name: OptionName): string | undefined {
  const given = options.text(name);
  if (given === undefined) return undefined;
  const path = resolve(cwd, given);
  try {
    if (statSync(path).size > FILE_MAX) throw Object.assign(new Error('too large'), { code: 'EFBIG' });
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const detail = (error as { code?: string }).code ?? '';
    throw new CliFailure({
      code: 'usage',
      detail: words('cli.usage.cannot-read', { option: `--${name}`, path, detail }),
    });
  }
}
