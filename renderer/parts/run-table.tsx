import { Button } from '@fluentui/react-components';
import type { Run } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { useIsNarrow } from '../ui/use-narrow.ts';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';
import { RunOutcomeMark } from './run-outcome-mark.tsx';
import { useMoment } from './use-standing.ts';

/** Runs, newest first. */
export function RunTable({ runs, onDetails }: { runs: readonly Run[]; onDetails: (run: Run) => void }) {
  const { words, formats } = useSpeech();
  const moment = useMoment();
  const isNarrow = useIsNarrow();
  const number = (value: number | undefined, print: (value: number) => string) =>
    value === undefined ? '' : print(value);

  const columns: Column<Run>[] = [
    {
      key: 'at',
      head: words('window.past.started'),
      width: 'minmax(140px, 3fr)',
      renderCell: (run) => moment(run.startedAt),
    },
    {
      key: 'plan',
      head: words('window.past.plan'),
      width: 'minmax(90px, 3fr)',
      renderCell: (run) => <span title={run.planName}>{shownName(run.planName)}</span>,
    },
    {
      key: 'verb',
      head: words('window.past.verb'),
      width: 'minmax(70px, 1fr)',
      renderCell: (run) => words(`history.verb.${run.verb}`),
    },
    {
      key: 'outcome',
      head: words('window.past.outcome'),
      width: 'minmax(130px, 2fr)',
      renderCell: (run) => <RunOutcomeMark run={run} />,
    },
    {
      key: 'seconds',
      head: words('window.past.duration'),
      width: '92px',
      isNumber: true,
      renderCell: (run) => number(run.seconds, formats.seconds),
    },
    {
      key: 'stored',
      head: words('window.past.stored'),
      width: '76px',
      isNumber: true,
      renderCell: (run) => number(run.storedBytes, formats.bytes),
    },
    {
      key: 'details',
      head: '',
      width: '76px',
      renderCell: (run) => (
        <Button
          appearance="subtle"
          size="small"
          aria-label={words('window.past.details-of', {
            what: words(`history.verb.${run.verb}`),
            at: moment(run.startedAt),
          })}
          onClick={() => onDetails(run)}
        >
          {words('window.past.details')}
        </Button>
      ),
    },
  ];

  return (
    <VirtualTable
      label={words('window.past.title')}
      columns={isNarrow ? columns.filter(({ key }) => key !== 'stored') : columns}
      count={runs.length}
      rowAt={(index) => runs[index]}
      rowHeight={40}
      maxHeight="max(280px, calc(100vh - 300px))"
    />
  );
}
