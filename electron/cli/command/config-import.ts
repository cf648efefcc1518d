import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ConfigImported, ERRORS } from '../../contract/index.ts';
import { CliFailure } from '../cli-failure.ts';
import type { Verb } from '../command-spec.ts';
import { pinOf } from '../secrets.ts';
import type { Session } from '../session.ts';

const SIZE_MAX = 10_000_000;

export const configImport: Verb = async (session, { args: [file = ''], options }) => {
  const json = readText(resolve(session.cwd, file));
  const preview = options.flag('preview');
  const imported = await (await session.engine()).configImport({ json, preview, ...pinOf(session, options) });
  const [first] = imported.skipped;
  return {
    document: imported,
    exit: first === undefined ? 0 : ERRORS[first.failure.code].exit,
    quiet: [],
    lines: () => importLines(session, imported, preview),
  };
};

function readText(path: string): string {
  try {
    if (statSync(path).size > SIZE_MAX) throw new CliFailure({ code: 'config-invalid', subject: path });
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    const detail = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new CliFailure({ code: 'config-invalid', subject: path, detail });
  }
}

function importLines({ words }: Session, imported: ConfigImported, preview: boolean): string[] {
  const { added, skipped, holidays, told, toType } = imported;
  return [
    words(preview ? 'cli.config.would-add' : 'cli.config.added', { count: added.length }),
    ...added.map((name) => `  ${name}`),
    ...(skipped.length === 0 ? [] : ['', words('cli.config.skipped', { count: skipped.length })]),
    ...skipped.map(({ name, failure }) =>
      words('cli.config.skipped-row', { name, why: words.failure(failure).sentence }),
    ),
    ...(holidays.length === 0
      ? []
      : ['', words('config.holidays', { count: holidays.length }), ...holidays.map(indented)]),
    ...(told === 'nobody' ? [] : ['', words(`config.told-${told}`)]),
    ...toType.map((secret) => words(`config.to-type-${secret}`)),
  ];
}

function indented(text: string): string {
  return `  ${text}`;
}
