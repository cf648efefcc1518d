import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CliFailure } from '../cli-failure.ts';
import type { Verb } from '../command-spec.ts';
import { pinOf, unlockFirst } from '../secrets.ts';

export const kit: Verb = async (session, { args: [wanted = ''], options }) => {
  const { words, cwd, engine } = session;
  const { pin } = pinOf(session, options);
  const path = resolve(cwd, options.text('out') ?? '');
  const { id, name } = await (await engine()).planShow(wanted);
  await unlockFirst(session, id, options);
  const { vault, ...facts } = await (await engine()).recoveryKit(id, pin);
  const { recoveryKit } = await import('../../kit/index.ts');
  const page = await recoveryKit({ ...facts, vaultPlace: vault, madeAt: new Date() }, session.language);
  try {
    // Never over a file that is there: it may be another vault's.
    writeFileSync(path, page, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const code = (cause as { code?: string }).code === 'EEXIST' ? 'target-exists' : 'target-unwritable';
    throw new CliFailure({ code, subject: path, detail: (cause as { code?: string }).code });
  }
  return {
    document: { id, name, vault, file: path },
    exit: 0,
    quiet: [path],
    lines: () => [words('cli.kit.written', { path }), words('cli.kit.keep')],
  };
};
