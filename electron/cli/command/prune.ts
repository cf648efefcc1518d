import type { PrunePlan, PruneResult } from '../../contract/index.ts';
import type { WordKey } from '../../words/index.ts';
import { CliFailure } from '../cli-failure.ts';
import type { Verb } from '../command-spec.ts';
import { pruneExit } from '../exit-code.ts';
import { pinOf } from '../secrets.ts';
import type { Session } from '../session.ts';
import { table } from '../text/table.ts';

export const prune: Verb = async (session, { args: [wanted = ''], options }) => {
  const { words } = session;
  const [preview, undo] = [options.flag('preview'), options.flag('undo')];
  const clockIsRight = options.flag('clock-is-right');
  if (undo && (preview || clockIsRight)) throw new CliFailure({ code: 'usage', detail: words('cli.usage.undo-alone') });
  const pin = pinOf(session, options);
  const engine = await session.engine();
  const { id, name } = await engine.planShow(wanted);
  if (preview) {
    const plan = await engine.prunePreview({ plan: id, clockIsRight });
    return { document: plan, exit: 0, lines: () => previewLines(session, name, plan) };
  }
  const result = await engine.prune({ plan: id, undo, clockIsRight, ...pin }, await session.control());
  return {
    document: result,
    exit: pruneExit(result),
    quiet: [],
    lines: () => resultLines(session, { id, name, undo }, result),
  };
};

function previewLines(session: Session, name: string, plan: PrunePlan): string[] {
  const { words, formats } = session;
  const goes = plan.points.filter(({ stays }) => !stays).length;
  const due = plan.trash.filter(({ isDue }) => isDue).length;
  return [
    words('cli.prune.would-go', { plan: name, count: goes, stays: formats.count(plan.points.length - goes) }),
    ...(due > 0 ? [words('cli.prune.would-purge', { count: due })] : []),
    ...(plan.frozen === undefined ? [] : frozenLines(session, plan.frozen)),
    ...pointTable(session, plan.points),
    ...trashTable(session, plan.trash),
    '',
    words('cli.prune.preview-nothing'),
  ];
}

function pointTable({ words, formats }: Session, points: PrunePlan['points']): string[] {
  if (points.length === 0) return [];
  return [
    '',
    ...table(
      [
        { head: words('cli.head.at') },
        { head: words('cli.head.kind') },
        { head: words('cli.head.outcome') },
        { head: words('cli.head.stored'), align: 'right' },
        { head: words('cli.head.fate') },
        { head: words('cli.head.why') },
        { head: words('cli.head.id') },
      ],
      points
        .toReversed()
        .map(({ at, kind, outcome, storedBytes, stays, reasons, setId }) => [
          formats.time(at),
          words(`kind.${kind}`),
          words(`outcome.${outcome}`),
          formats.bytes(storedBytes),
          words(stays ? 'cli.prune.stays' : 'cli.prune.goes'),
          reasons.map((reason) => whyWords(words, reason)).join(words('cli.prune.and')),
          setId,
        ]),
    ),
  ];
}

function whyWords(
  words: Session['words'],
  { why, period = '' }: PrunePlan['points'][number]['reasons'][number],
): string {
  switch (why) {
    case 'daily':
    case 'weekly':
    case 'monthly':
    case 'yearly':
      return words(`keep.period.${why}`, { period });
    default:
      return words(`keep.why.${why}`);
  }
}

function trashTable({ words, formats }: Session, trash: PrunePlan['trash']): string[] {
  if (trash.length === 0) return [];
  return [
    '',
    words('cli.prune.in-trash', { count: trash.length }),
    ...table(
      [
        { head: words('cli.head.at') },
        { head: words('cli.head.kind') },
        { head: words('cli.head.stored'), align: 'right' },
        { head: words('cli.head.until') },
        { head: words('cli.head.id') },
      ],
      trash.map(({ at, kind, storedBytes, until, setId }) => [
        formats.time(at),
        words(`kind.${kind}`),
        formats.bytes(storedBytes),
        formats.time(until),
        setId,
      ]),
    ),
  ];
}

function frozenLines({ words }: Session, frozen: NonNullable<PrunePlan['frozen']>): string[] {
  return [words(`keep.frozen.${frozen}.sentence`), words(`keep.frozen.${frozen}.next`)];
}

function resultLines(
  session: Session,
  { id, name, undo }: { id: string; name: string; undo: boolean },
  result: PruneResult,
): string[] {
  const { words, formats } = session;
  const { outcome, frozen, removed, purged, returned, kept, inTrash } = result;
  if (frozen !== undefined) return frozenLines(session, frozen);
  const counted: readonly [WordKey & CountKey, number][] = [
    ['cli.prune.removed', removed.length],
    ['cli.prune.purged', purged.length],
    ['cli.prune.returned', returned.length],
  ];
  const done = counted.flatMap(([key, count]) => (count === 0 ? [] : [words(key, { count })]));
  return [
    ...(outcome === 'cancelled' ? [words('cli.prune.cancelled')] : []),
    ...(done.length === 0 ? [words(undo ? 'cli.prune.nothing-back' : 'cli.prune.nothing', { plan: name })] : done),
    words('cli.prune.kept', { count: kept }),
    ...(inTrash > 0 ? [words('cli.prune.undo', { count: inTrash, id })] : []),
    ...(returned.length > 0 ? [words('cli.prune.returned-next', { id })] : []),
    ...(removed.length > 0
      ? [words('cli.prune.room', { bytes: formats.bytes(removed.reduce((sum, set) => sum + set.storedBytes, 0)) })]
      : []),
  ];
}

type CountKey = 'cli.prune.removed' | 'cli.prune.purged' | 'cli.prune.returned';
