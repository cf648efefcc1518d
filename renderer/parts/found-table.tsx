import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Plan } from '../../electron/contract/index.ts';
import type { FileFound } from '../state/files-found.ts';
import { useSpeech } from '../state/language.ts';
import { parentOf, shownName } from '../state/paths.ts';
import { type Column, VirtualTable } from '../ui/virtual-table.tsx';
import { FileName } from './file-name.tsx';
import { useMoment } from './use-standing.ts';

const useStyles = makeStyles({
  two: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  first: { display: 'flex', alignItems: 'center', gap: '8px', minWidth: 0 },
  badge: { flexShrink: 0 },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  below: { paddingLeft: '30px' },
});

/** Files that a search has found, deleted ones among them. */
export function FoundTable(props: {
  files: readonly FileFound[];
  plans: readonly Plan[];
  /** Not all rows have come: then the versions of a file are not counted whole. */
  isCut: boolean;
  onChoose: (file: FileFound) => void;
}) {
  const styles = useStyles();
  const { words, formats, times } = useSpeech();
  const moment = useMoment();
  const nameOf = (planId: string) => shownName(props.plans.find((plan) => plan.id === planId)?.name ?? '');

  const columns: Column<FileFound>[] = [
    {
      key: 'name',
      head: words('window.browse.name'),
      width: 'minmax(0, 3fr)',
      renderCell: ({ newest }) => (
        <div className={styles.two}>
          <span className={styles.first}>
            <FileName row={newest} />
            {newest.deleted && (
              <Badge className={styles.badge} appearance="tint" color="informative">
                {words('window.wizard.file.gone')}
              </Badge>
            )}
          </span>
          <span className={`${styles.line} ${styles.quiet} ${styles.below}`} title={shownName(newest.path)}>
            {nameOf(newest.planId)} › {shownName(parentOf(newest.path))}
          </span>
        </div>
      ),
    },
    {
      key: 'version',
      head: words('window.browse.modified'),
      width: 'minmax(0, 2fr)',
      renderCell: ({ newest, versions }) => (
        <div className={styles.two}>
          <span className={styles.line}>{times.short(newest.modifiedAt)}</span>
          <span className={`${styles.line} ${styles.quiet}`}>
            {[
              !props.isCut && words('window.wizard.file.versions', { count: versions }),
              newest.points[0] && words('window.wizard.file.saved', { at: moment(newest.points[0].at) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
      ),
    },
    {
      key: 'size',
      head: words('window.browse.size'),
      width: '72px',
      isNumber: true,
      renderCell: ({ newest }) => (newest.type === 'file' ? formats.bytes(newest.size) : ''),
    },
    {
      key: 'choose',
      head: '',
      width: '104px',
      renderCell: (file) => (
        <Button
          size="small"
          disabled={!canChoose(file)}
          aria-label={words('window.wizard.file.choose-named', { name: shownName(file.newest.name) })}
          onClick={() => props.onChoose(file)}
        >
          {words('window.wizard.file.choose')}
        </Button>
      ),
    },
  ];

  return (
    <VirtualTable
      label={words('window.find.results')}
      columns={columns}
      count={props.files.length}
      rowAt={(index) => props.files[index]}
      rowHeight={56}
    />
  );
}

/** A name that is not valid text cannot be asked for by itself. */
function canChoose({ newest }: FileFound): boolean {
  return newest.points.length > 0 && newest.type !== 'gap' && newest.pathBase64 === undefined;
}
