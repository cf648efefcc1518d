import type { FilePage, FileRow } from '../../contract/index.ts';
import type { Verb } from '../command-spec.ts';
import type { Session } from '../session.ts';
import { table } from '../text/table.ts';

export const files: Verb = async (session, { args: [plan = '', path = ''], options }) => {
  const page = await (await session.engine()).files({ plan, path, at: options.text('at') ?? 'latest' });
  return { document: page, exit: 0, lines: () => pageLines(session, page) };
};

function pageLines(session: Session, { path, at, setId, rows, total }: FilePage): string[] {
  const { words, formats } = session;
  const shownPath = path === '' ? words('cli.files.top') : path;
  return [
    words('cli.files.summary', { path: shownPath, at: formats.time(at), setId, count: total }),
    '',
    ...(rows.length === 0
      ? [words('cli.files.empty')]
      : table(
          [
            { head: words('cli.head.modified') },
            { head: words('cli.head.size'), align: 'right' },
            { head: words('cli.head.name') },
          ],
          rows.map((row) => [formats.time(row.modifiedAt), sizeWords(session, row), nameWords(session, row)]),
        )),
  ];
}

function sizeWords({ words, formats }: Session, { type, size }: FileRow): string {
  if (type === 'dir') return words('cli.files.folder');
  return type === 'file' ? formats.bytes(size) : '';
}

function nameWords({ words }: Session, { name, type, linkTarget, gap, flags }: FileRow): string {
  if (type === 'symlink' && linkTarget !== undefined) return words('cli.files.link', { name, target: linkTarget });
  if (gap !== undefined) return words('cli.files.gap', { name, why: words(`gap.${gap}.sentence`) });
  return flags.includes('changed-while-read') ? words('cli.files.moving', { name }) : name;
}
