import type { Run } from '../../contract/index.ts';
import { runCsv } from '../../words/index.ts';
import type { Verb } from '../command-spec.ts';
import type { Session } from '../session.ts';
import { table } from '../text/table.ts';

const SHOWN = 50;
const LIMIT_MOST = 100_000;

export const history: Verb = async (session, { args: [plan], options }) => {
  const csv = options.flag('csv');
  const limit = options.count('limit', { least: 1, most: LIMIT_MOST }) ?? (csv ? undefined : SHOWN);
  const page = await (await session.engine()).runList({
    ...(plan === undefined ? {} : { plan }),
    ...(limit === undefined ? {} : { limit }),
  });
  return {
    document: page,
    exit: 0,
    ...(csv && { content: runCsv(session.words, page.rows) }),
    lines: () => historyLines(session, page.rows, page.total),
  };
};

function historyLines({ words, formats }: Session, rows: readonly Run[], total: number): string[] {
  if (total === 0) return [words('cli.history.none')];
  return [
    rows.length < total
      ? words('cli.history.more', { total: formats.count(total), shown: formats.count(rows.length) })
      : words('cli.history.summary', { count: total }),
    '',
    ...table(
      [
        { head: words('cli.head.at') },
        { head: words('cli.head.plan') },
        { head: words('cli.head.what') },
        { head: words('cli.head.outcome') },
        { head: words('cli.head.problems'), align: 'right' },
        { head: words('cli.head.time'), align: 'right' },
        { head: words('cli.head.stored'), align: 'right' },
        { head: words('cli.head.why') },
      ],
      rows.map((run) => [
        formats.time(run.startedAt),
        run.planName,
        words(`history.verb.${run.verb}`),
        run.outcome === undefined ? words('history.running') : words(`outcome.${run.outcome}`),
        formats.count(Object.values(run.troubles).reduce((sum, count) => sum + count, 0)),
        run.seconds === undefined ? '' : formats.seconds(run.seconds),
        run.storedBytes === undefined ? '' : formats.bytes(run.storedBytes),
        reasonOf(words, run),
      ]),
    ),
  ];
}

function reasonOf(words: Session['words'], { skip, failure }: Run): string {
  if (skip !== undefined) return words(`history.skip.${skip}`);
  return failure === undefined ? '' : words.failure(failure).sentence;
}
