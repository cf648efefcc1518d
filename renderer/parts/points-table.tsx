import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { Point } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { goTo } from '../state/route.ts';
import { Mark } from '../ui/mark.tsx';
import { useIsNarrow } from '../ui/use-narrow.ts';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';
import { useMoment } from './use-standing.ts';

const useStyles = makeStyles({
  state: { display: 'flex', alignItems: 'center', gap: '6px' },
  show: { paddingLeft: '8px', paddingRight: '8px', minWidth: 'auto', fontWeight: tokens.fontWeightRegular },
  kind: { color: tokens.colorNeutralForeground2, textTransform: 'capitalize' },
});

/** The recovery points of a plan, newest first; how each was made is for those who ask for it. */
export function PointsTable(props: { planId: string; points: readonly Point[]; hasKinds: boolean }) {
  const { planId, points, hasKinds } = props;
  const styles = useStyles();
  const { words, formats } = useSpeech();
  const moment = useMoment();
  const isNarrow = useIsNarrow();
  const newestFirst = useMemo(() => points.toReversed(), [points]);

  const columns: Column<Point>[] = [
    { key: 'at', head: words('window.point.at'), width: 'minmax(160px, 3fr)', renderCell: (point) => timeOf(point) },
    {
      key: 'state',
      head: words('window.point.state'),
      width: 'minmax(140px, 2fr)',
      renderCell: (point) => (
        <span className={styles.state}>
          <Mark shape={shapeOf(point)} size={16} />
          {stateOf(point)}
        </span>
      ),
    },
    {
      key: 'copies',
      head: words('window.places.in-head'),
      width: 'minmax(120px, 2fr)',
      renderCell: ({ copies }) =>
        copies && words('window.places.in-places', { good: formats.count(copies.good), of: formats.count(copies.of) }),
    },
    {
      key: 'kind',
      head: words('window.point.kind'),
      width: '92px',
      renderCell: (point) => <span className={styles.kind}>{words(`kind.${point.kind}`)}</span>,
    },
    {
      key: 'files',
      head: words('window.point.files'),
      width: '68px',
      isNumber: true,
      renderCell: (point) => formats.count(point.files),
    },
    {
      key: 'size',
      head: words('window.point.size'),
      width: '72px',
      isNumber: true,
      renderCell: (point) => formats.bytes(point.bytes),
    },
    {
      key: 'browse',
      head: '',
      width: '92px',
      renderCell: (point) => (
        <Button
          appearance="subtle"
          className={styles.show}
          aria-label={words('window.point.browse', { at: moment(point.at) })}
          onClick={() => goTo({ screen: 'browse', planId, at: point.setId, path: '' })}
        >
          {words('window.action.browse')}
        </Button>
      ),
    },
  ];

  const hasCopies = points.some(({ copies }) => copies !== undefined);
  const hidden = new Set([
    ...(hasKinds ? [] : ['kind']),
    ...(hasCopies ? [] : ['copies']),
    // Where the backups are is worth more than their size.
    ...(isNarrow ? ['files', ...(hasCopies ? ['size'] : [])] : []),
  ]);

  function timeOf({ at, madeFrom }: Point): string {
    return madeFrom === undefined ? moment(at) : `${moment(at)} · ${words('window.plans.consolidate.made')}`;
  }

  function stateOf(point: Point): string {
    if (point.isDoubtful) return words('hold.point');
    if (point.outcome === 'incomplete') return words('window.point.missing', { count: point.gaps });
    return words(point.verified ? 'window.point.complete' : 'window.point.unread');
  }

  return (
    <VirtualTable
      label={words('window.plan.points')}
      columns={columns.filter(({ key }) => !hidden.has(key))}
      count={newestFirst.length}
      rowAt={(index) => newestFirst[index]}
      rowHeight={44}
      maxHeight="min(60vh, 528px)"
    />
  );
}

function shapeOf(point: Point) {
  if (point.isDoubtful || point.outcome === 'incomplete') return 'warning';
  return point.verified ? 'good' : 'written';
}
