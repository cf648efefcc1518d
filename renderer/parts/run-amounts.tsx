import { makeStyles, Spinner, Text } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import type { Run } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { Panel } from '../ui/panel.tsx';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';
import { useMoment } from './use-standing.ts';

// The drawing library is as large as the rest of the window, and most days nobody looks at a chart.
const RunCharts = lazy(async () => ({ default: (await import('./run-charts.tsx')).RunCharts }));

const useStyles = makeStyles({ head: { padding: '20px 24px 8px' }, wait: { minHeight: '280px' } });
/** More would be thinner than a line. */
const MOST_DRAWN = 400;

/** Stored size and duration of the finished backups over time: as pictures, and as a table for those who do not see them. */
export function RunAmounts({ runs }: { runs: readonly Run[] }) {
  const styles = useStyles();
  const { words, formats } = useSpeech();
  const moment = useMoment();
  const finished = runs.filter(
    ({ verb, outcome, storedBytes }) =>
      verb === 'backup' && storedBytes !== undefined && (outcome === 'complete' || outcome === 'incomplete'),
  );
  if (finished.length === 0) return <Text>{words('window.past.amounts-none')}</Text>;

  const columns: Column<Run>[] = [
    {
      key: 'at',
      head: words('window.past.started'),
      width: 'minmax(150px, 3fr)',
      renderCell: (run) => moment(run.startedAt),
    },
    {
      key: 'plan',
      head: words('window.past.plan'),
      width: 'minmax(100px, 3fr)',
      renderCell: (run) => shownName(run.planName),
    },
    {
      key: 'stored',
      head: words('window.past.stored'),
      width: '100px',
      isNumber: true,
      renderCell: (run) => formats.bytes(run.storedBytes ?? 0),
    },
    {
      key: 'seconds',
      head: words('window.past.duration'),
      width: '110px',
      isNumber: true,
      renderCell: (run) => formats.seconds(run.seconds ?? 0),
    },
  ];
  return (
    <>
      <Suspense fallback={<Spinner className={styles.wait} label={words('window.app.loading')} />}>
        <RunCharts runs={finished.slice(0, MOST_DRAWN).toReversed()} />
      </Suspense>
      <Panel isFlush>
        <Text as="h2" block weight="semibold" size={400} className={styles.head}>
          {words('window.past.figures')}
        </Text>
        <VirtualTable
          label={words('window.past.figures')}
          columns={columns}
          count={finished.length}
          rowAt={(index) => finished[index]}
          rowHeight={36}
          maxHeight="320px"
        />
      </Panel>
    </>
  );
}
