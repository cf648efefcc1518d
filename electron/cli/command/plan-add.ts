import { existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { zScheme } from '../../contract/index.ts';
import { CliFailure } from '../cli-failure.ts';
import type { Verb } from '../command-spec.ts';
import { resolvePlace } from '../places.ts';
import { secretOf } from '../secrets.ts';

export const planAdd: Verb = async (session, { options }) => {
  const { words, cwd, engine } = session;
  const keyFile = recoveryKeyFile(cwd, options.text('recovery-key-out'));
  const scheme = options.choice('scheme', zScheme.options);
  const level = options.count('compression', { least: 1, most: 19 });
  const schedule = options.text('schedule');
  const keep = options.text('keep');
  const input = {
    name: options.text('name') ?? '',
    sources: options.list('source').map((source) => resolve(cwd, source)),
    vault: resolvePlace(cwd, options.text('vault') ?? ''),
    exclude: options.list('exclude'),
    ...(options.flag('encrypt') && { encrypt: true }),
    ...(scheme === undefined ? {} : { scheme }),
    ...(level === undefined ? {} : { level }),
    ...(keep === undefined || keep === 'all' ? {} : { keep }),
    ...(schedule === undefined || schedule === 'none' ? {} : { schedule }),
  };
  // It stands in no output that somebody may keep: in the file that was asked for, or on the kit.
  const { recoveryKey, ...added } = await (await engine()).planAdd(input, secretOf(session, options));
  const { id, name, vault } = added;
  if (recoveryKey !== undefined && keyFile !== undefined)
    writeFileSync(keyFile, `${recoveryKey}\n`, { flag: 'wx', mode: 0o600 });
  return {
    document: added,
    exit: 0,
    quiet: [id],
    lines: () => [
      words('cli.plan.added', { name, id }),
      added.inSubfolder ? words('cli.plan.added-subfolder', { vault }) : words('cli.plan.added-vault', { vault }),
      ...(added.encrypted ? [words('cli.plan.encrypted')] : []),
      ...(recoveryKey === undefined ? [] : [words('cli.plan.kit-next', { id })]),
      words('cli.plan.added-next', { id }),
    ],
  };
};

/** Asked for before anything is made: a key that cannot be written down must not be the only way in. */
function recoveryKeyFile(cwd: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const path = resolve(cwd, given);
  if (existsSync(path)) throw new CliFailure({ code: 'target-exists', subject: path });
  if (!existsSync(dirname(path))) throw new CliFailure({ code: 'target-invalid', subject: path });
  return path;
}
