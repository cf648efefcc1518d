import type { FindResult } from '../../contract/index.ts';
import type { Verb } from '../command-spec.ts';
import type { Session } from '../session.ts';
import { table } from '../text/table.ts';

export const find: Verb = async (session, { args: [pattern = ''], options }) => {
  const plan = options.text('plan');
  const deletedOnly = options.flag('deleted');
  const limit = options.count('limit', { least: 1, most: 1000 });
  const found = await (await session.engine()).find({
    pattern,
    ...(plan === undefined ? {} : { plan }),
    ...(limit === undefined ? {} : { limit }),
    ...(deletedOnly ? { deletedOnly } : {}),
  });
  const none = session.words(deletedOnly ? 'cli.find.none-deleted' : 'cli.find.none', { pattern });
  return { document: found, exit: 0, lines: () => foundLines(session, found, none) };
};

function foundLines({ words, formats }: Session, { rows, more }: FindResult, none: string): string[] {
  if (rows.length === 0) return [none];
  return [
    words('cli.find.summary', { count: rows.length }),
    '',
    ...table(
      [
        { head: words('cli.head.modified') },
        { head: words('cli.head.size'), align: 'right' },
        { head: words('cli.head.points') },
        { head: words('cli.head.plan') },
        { head: words('cli.head.path') },
      ],
      rows.map(({ modifiedAt, type, size, points: [newest, ...older], planId, path }) => [
        formats.time(modifiedAt),
        type === 'dir' ? words('cli.files.folder') : formats.bytes(size),
        newest === undefined
          ? ''
          : words('cli.find.points-newest', {
              count: older.length + 1,
              at: formats.time(newest.at),
              setId: newest.setId,
            }),
        planId,
        path,
      ]),
    ),
    ...(more ? ['', words('cli.find.more')] : []),
  ];
}
