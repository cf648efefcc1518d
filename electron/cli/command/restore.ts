import { resolve } from 'node:path';
import { type RestoreInput, type RestoreTarget, zConflict } from '../../contract/index.ts';
import { CliFailure } from '../cli-failure.ts';
import type { Given, Verb } from '../command-spec.ts';
import { honestRestore, restoreExit } from '../exit-code.ts';
import { previewLines, restoreLines } from '../restore-lines.ts';
import { mappings } from '../mappings.ts';
import { unlockFirst } from '../secrets.ts';
import type { Session } from '../session.ts';

export const restore: Verb = async (session, given) => {
  const input = restoreInput(session, given);
  const engine = await session.engine();
  await unlockFirst(session, input.plan, given.options);
  if (given.options.flag('preview')) {
    const preview = await engine.restorePreview(input);
    return { document: preview, exit: 0, lines: () => previewLines(session, preview) };
  }
  const result = honestRestore(await engine.restore(input, await session.control()));
  return { document: result, exit: restoreExit(result), quiet: [], lines: () => restoreLines(session, result) };
};

function restoreInput(session: Session, { args: [plan = ''], options }: Given): RestoreInput {
  const conflict = options.choice('conflict', zConflict.options);
  return {
    plan,
    at: options.text('at') ?? 'latest',
    paths: options.list('path'),
    target: targetOf(session, options),
    map: mappings(session, options),
    ...(conflict === undefined ? {} : { conflict }),
  };
}

function targetOf({ words, cwd }: Session, options: Given['options']): RestoreTarget {
  const to = options.text('to');
  const zip = options.text('zip');
  const targets: RestoreTarget[] = [
    ...(to === undefined ? [] : [{ kind: 'folder', path: resolve(cwd, to) } as const]),
    ...(zip === undefined ? [] : [{ kind: 'zip', path: resolve(cwd, zip) } as const]),
    ...(options.flag('original-place') ? [{ kind: 'original-place' } as const] : []),
  ];
  const [target, ...others] = targets;
  if (target === undefined || others.length > 0) {
    throw new CliFailure({ code: 'usage', detail: words('cli.usage.one-target') });
  }
  return target;
}
