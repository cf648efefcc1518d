import { resolve } from 'node:path';
import { zScheme } from '../../contract/index.ts';
import type { Verb } from '../command-spec.ts';
import { resolvePlace } from '../places.ts';

export const planAdd: Verb = async ({ words, cwd, engine }, { options }) => {
  const scheme = options.choice('scheme', zScheme.options);
  const level = options.count('compression', { least: 1, most: 19 });
  const schedule = options.text('schedule');
  const keep = options.text('keep');
  const input = {
    name: options.text('name') ?? '',
    sources: options.list('source').map((source) => resolve(cwd, source)),
    vault: resolvePlace(cwd, options.text('vault') ?? ''),
    exclude: options.list('exclude'),
    ...(scheme === undefined ? {} : { scheme }),
    ...(level === undefined ? {} : { level }),
    ...(keep === undefined || keep === 'all' ? {} : { keep }),
    ...(schedule === undefined || schedule === 'none' ? {} : { schedule }),
  };
  const added = await (await engine()).planAdd(input);
  const { id, name, vault } = added;
  return {
    document: added,
    exit: 0,
    quiet: [id],
    lines: () => [
      words('cli.plan.added', { name, id }),
      added.inSubfolder ? words('cli.plan.added-subfolder', { vault }) : words('cli.plan.added-vault', { vault }),
      words('cli.plan.added-next', { id }),
    ],
  };
};
