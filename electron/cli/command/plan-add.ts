import { resolve } from 'node:path';
import { zScheme } from '../../contract/index.ts';
import type { Verb } from '../command-spec.ts';
import { credentialsOf, resolvePlace } from '../places.ts';
import { recoveryKeyFile, withKeyFile } from '../recovery-key-file.ts';
import { secretOf } from '../secrets.ts';
import { timingOf } from '../timing-options.ts';

export const planAdd: Verb = async (session, { options }) => {
  const { words, cwd, engine } = session;
  const keyFile = recoveryKeyFile(cwd, options.text('recovery-key-out'));
  const scheme = options.choice('scheme', zScheme.options);
  const level = options.count('compression', { least: 1, most: 19 });
  const schedule = options.text('schedule');
  const keep = options.text('keep');
  const timing = timingOf(options);
  const input = {
    name: options.text('name') ?? '',
    sources: options.list('source').map((source) => resolve(cwd, source)),
    vault: resolvePlace(cwd, options.text('vault') ?? ''),
    exclude: options.list('exclude'),
    ...credentialsOf(session, options),
    ...(options.flag('encrypt') && { encrypt: true }),
    ...(options.choice('watch-file', ['on', 'off']) === 'on' && { watchFile: true }),
    ...(options.choice('shadow-copy', ['on', 'off']) === 'off' && { useShadowCopies: false }),
    ...(scheme === undefined ? {} : { scheme }),
    ...(timing && { timing }),
    ...(level === undefined ? {} : { level }),
    ...(keep === undefined || keep === 'all' ? {} : { keep }),
    ...(schedule === undefined || schedule === 'none' ? {} : { schedule }),
  };
  // It stands in no output that somebody may keep: in the file that was asked for, or on the kit.
  const secret = secretOf(session, options);
  const opened = await engine();
  const { recoveryKey, ...added } = await withKeyFile(keyFile, () => opened.planAdd(input, secret));
  const { id, name, vault } = added;
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
