import type { Hold } from '../contract/index.ts';
import type { Session } from './session.ts';

/** What a run found, and what to do about it. */
export function holdLines({ words, formats }: Pick<Session, 'words' | 'formats'>, plan: string, hold: Hold): string[] {
  const { since, reasons, lastGood, confirmed } = hold;
  return [
    words('hold.cli-held', { plan, at: formats.time(since) }),
    ...reasons.map(
      ({ why, files, of, extension = '', path = '' }) =>
        `  ${words(`hold.why.${why}`, { count: files, of: formats.count(of), extension, path })}`,
    ),
    lastGood ? words('hold.last-good', { at: formats.time(lastGood.at) }) : words('hold.no-last-good'),
    ...(confirmed ? [words('hold.confirmed', { by: confirmed.by, at: formats.time(confirmed.at) })] : []),
    words('hold.steps'),
  ];
}
