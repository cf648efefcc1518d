import { Button, makeStyles } from '@fluentui/react-components';
import type { FleetState } from '../../electron/contract/index.ts';
import type { FleetRow } from '../state/fleet-rows.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { Mark, type MarkShape } from '../ui/mark.tsx';
import { useIsNarrow } from '../ui/use-narrow.ts';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';
import { useAge, useMoment } from './use-standing.ts';

const SHAPE_OF_STATE = {
  failing: 'bad',
  overdue: 'late',
  never: 'none',
  unknown: 'unknown',
  incomplete: 'warning',
  'same-disk': 'warning',
  paused: 'paused',
  written: 'written',
  protected: 'good',
} as const satisfies Record<FleetState, MarkShape>;

const useStyles = makeStyles({ state: { display: 'inline-flex', alignItems: 'center', gap: '8px' } });

/** How a computer or one of its plans stands, by shape and word. */
export function FleetStateMark({ state }: { state: FleetState }) {
  const styles = useStyles();
  const { words } = useSpeech();
  return (
    <span className={styles.state} data-fleet-state={state}>
      <Mark shape={SHAPE_OF_STATE[state]} size={16} />
      {words(`fleet.state.${state}`)}
    </span>
  );
}

/** What people call it, as far as that can be read. */
export function useMachineName(): (row: Pick<FleetRow, 'name' | 'machine' | 'isHere'>) => string {
  const { words } = useSpeech();
  return ({ name, machine, isHere }) => {
    const shown = name === undefined ? words('window.fleet.no-name', { id: machine.slice(0, 6) }) : shownName(name);
    return isHere ? words('window.fleet.here', { name: shown }) : shown;
  };
}

/** Computers, in the order they come in. */
export function FleetTable({ rows, onDetails }: { rows: readonly FleetRow[]; onDetails: (row: FleetRow) => void }) {
  const { words } = useSpeech();
  const moment = useMoment();
  const age = useAge();
  const nameOf = useMachineName();
  const isNarrow = useIsNarrow();

  const since = (at: string | undefined, never: string) =>
    at === undefined ? never : <span title={moment(at)}>{age(at)}</span>;
  const columns: Column<FleetRow>[] = [
    {
      key: 'state',
      head: words('window.fleet.state'),
      width: 'minmax(128px, 2fr)',
      renderCell: ({ state }) => <FleetStateMark state={state} />,
    },
    {
      key: 'computer',
      head: words('window.fleet.computer'),
      width: 'minmax(130px, 4fr)',
      renderCell: (row) => <span title={nameOf(row)}>{nameOf(row)}</span>,
    },
    {
      key: 'why',
      head: words('window.fleet.why'),
      width: 'minmax(150px, 5fr)',
      renderCell: ({ why }) =>
        why !== undefined && <span title={words(`fleet.why.${why}`)}>{words(`fleet.why.${why}`)}</span>,
    },
    {
      key: 'good',
      head: words('window.fleet.last-good'),
      width: 'minmax(116px, 2fr)',
      renderCell: ({ lastGoodAt }) => since(lastGoodAt, words('window.fleet.never')),
    },
    {
      key: 'heard',
      head: words('window.fleet.heard'),
      width: 'minmax(104px, 2fr)',
      renderCell: ({ heardAt, isHere }) => (isHere ? '' : since(heardAt, words('window.fleet.not-heard'))),
    },
    {
      key: 'details',
      head: '',
      width: '76px',
      renderCell: (row) => (
        <Button
          appearance="subtle"
          size="small"
          aria-label={words('window.fleet.details-of', { name: nameOf(row) })}
          onClick={() => onDetails(row)}
        >
          {words('window.fleet.details')}
        </Button>
      ),
    },
  ];

  return (
    <VirtualTable
      label={words('window.fleet.list')}
      columns={isNarrow ? columns.filter(({ key }) => key !== 'heard') : columns}
      count={rows.length}
      rowAt={(index) => rows[index]}
      rowHeight={40}
      maxHeight="max(280px, calc(100vh - 290px))"
    />
  );
}
