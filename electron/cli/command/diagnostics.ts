import { resolve } from 'node:path';
import { EXIT } from '../../contract/index.ts';
import { diagnose } from '../../engine/engine.ts';
import { CliFailure } from '../cli-failure.ts';
import type { Verb } from '../command-spec.ts';

export const diagnostics: Verb = async ({ words, formats, cwd, home, engine }, { options }) => {
  const out = options.text('out');
  const preview = options.flag('preview');
  if (!preview && out === undefined) throw new CliFailure({ code: 'usage', detail: words('cli.diagnostics.one-of') });
  const made = await diagnose(home, engine, { preview, ...(out !== undefined && { to: resolve(cwd, out) }) });
  const heads = made.entries.map(({ name, bytes }) => `${name} (${formats.bytes(bytes)})`);
  return {
    document: made,
    exit: EXIT.complete,
    ...(!preview && { quiet: [] }),
    lines: () =>
      made.path === undefined
        ? [
            words('cli.diagnostics.preview'),
            ...made.entries.flatMap(({ text }, index) => ['', `=== ${heads[index]}`, ...text.trimEnd().split('\n')]),
          ]
        : [words('cli.diagnostics.written', { path: made.path, count: made.entries.length }), ...heads],
  };
};
