import { resolve } from 'node:path';
import type { Verb } from '../command-spec.ts';
import { resolvePlace } from '../places.ts';
import { recoveryKeyFile, withKeyFile } from '../recovery-key-file.ts';
import { pinOf, secretOf } from '../secrets.ts';

export const diskAdd: Verb = async (session, { args: [wanted = ''], options }) => {
  const { words, cwd, engine } = session;
  const keyFile = recoveryKeyFile(cwd, options.text('recovery-key-out'));
  const firstName = options.text('first-name');
  const credentials = options.text('credentials-file');
  const input = {
    name: options.text('name') ?? '',
    place: resolvePlace(cwd, options.text('vault') ?? ''),
    ...(firstName !== undefined && { firstName }),
    ...(credentials !== undefined && { credentials: resolve(cwd, credentials) }),
    ...pinOf(session, options),
  };
  const secret = secretOf(session, options);
  const opened = await engine();
  const { id, name: plan } = await opened.planShow(wanted);
  const { recoveryKey, ...added } = await withKeyFile(keyFile, () => opened.disks.add({ ...input, plan: id }, secret));
  const { name, vault } = added;
  return {
    document: added,
    exit: 0,
    quiet: [],
    lines: () => [
      words('disk.added', { name, plan, vault }),
      ...(recoveryKey === undefined ? [] : [words('cli.plan.kit-next', { id })]),
      words('disk.added-next'),
    ],
  };
};
