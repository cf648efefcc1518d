import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { FolderArrowRight20Regular } from '@fluentui/react-icons';
import type { FoundFile, Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { parentOf, shownName } from '../state/paths.ts';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';
import { FileName } from './file-name.tsx';
import { useMoment } from './use-standing.ts';

const useStyles = makeStyles({
  two: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  below: { paddingLeft: '30px' },
});

/** Versions of files that a search has found, each with the recovery points that hold it. */
export function FoundTable(props: {
  rows: readonly FoundFile[];
  plans: readonly Plan[];
  onRestore: (row: FoundFile, at: string) => void;
}) {
  const styles = useStyles();
  const { words, formats, times } = useSpeech();
  const moment = useMoment();
  const nameOf = (planId: string) => props.plans.find((plan) => plan.id === planId)?.name ?? '';

  const columns: Column<FoundFile>[] = [
    {
      key: 'name',
      head: words('window.browse.name'),
      width: 'minmax(0, 1fr)',
      renderCell: (row) => (
        <div className={styles.two}>
          <FileName row={row} />
          <span className={`${styles.line} ${styles.quiet} ${styles.below}`} title={row.path}>
            {nameOf(row.planId)} › {shownName(parentOf(row.path))}
          </span>
        </div>
      ),
    },
    {
      key: 'version',
      head: words('window.browse.modified'),
      width: 'minmax(0, 1fr)',
      renderCell: (row) => (
        <div className={styles.two}>
          <span className={styles.line}>{times.short(row.modifiedAt)}</span>
          <span className={`${styles.line} ${styles.quiet}`}>
            {row.points[0] &&
              words('window.find.in-points', { count: row.points.length, at: moment(row.points[0].at) })}
          </span>
        </div>
      ),
    },
    {
      key: 'size',
      head: words('window.browse.size'),
      width: '72px',
      isNumber: true,
      renderCell: (row) => (row.type === 'file' ? formats.bytes(row.size) : ''),
    },
    {
      key: 'restore',
      head: '',
      width: '104px',
      renderCell: (row) => {
        const newest = row.points[0];
        const canRestore = newest !== undefined && row.type !== 'gap' && row.pathBase64 === undefined;
        return (
          <Button
            size="small"
            icon={<FolderArrowRight20Regular />}
            disabled={!canRestore}
            aria-label={words('window.find.restore', { name: row.name })}
            onClick={() => newest && props.onRestore(row, newest.setId)}
          >
            {words('window.action.restore')}
          </Button>
        );
      },
    },
  ];

  return (
    <VirtualTable
      label={words('window.find.results')}
      columns={columns}
      count={props.rows.length}
      rowAt={(index) => props.rows[index]}
      rowHeight={56}
    />
  );
}
