import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Document20Regular, DocumentError20Regular, Folder20Filled, Link20Regular } from '@fluentui/react-icons';
import type { FileRow } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', gap: '10px', minWidth: 0 },
  icon: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  folder: { color: tokens.colorPaletteMarigoldForeground3 },
  gap: { color: tokens.colorStatusWarningForeground3 },
  name: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', unicodeBidi: 'isolate' },
  link: {
    padding: 0,
    border: 'none',
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { color: tokens.colorBrandForegroundLink, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, borderRadius: tokens.borderRadiusSmall },
  },
  note: {
    flex: '1 1 0',
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
});

const ICONS = {
  dir: Folder20Filled,
  file: Document20Regular,
  symlink: Link20Regular,
  gap: DocumentError20Regular,
} as const;

/** A stored file or folder by name, with what is special about it. Names are text, whatever they look like. */
export function FileName({ row, onOpen }: { row: FileRow; onOpen?: (() => void) | undefined }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const Icon = ICONS[row.type];
  const tint = row.type === 'dir' ? styles.folder : row.type === 'gap' ? styles.gap : undefined;
  const note = noteOf();
  return (
    <span className={styles.row}>
      <Icon className={mergeClasses(styles.icon, tint)} aria-hidden="true" />
      {onOpen ? (
        <button
          type="button"
          className={mergeClasses(styles.name, styles.link)}
          title={shownName(row.name)}
          aria-label={words(row.type === 'dir' ? 'window.browse.open-folder' : 'window.wizard.file.look', {
            name: shownName(row.name),
          })}
          onClick={onOpen}
        >
          {shownName(row.name)}
        </button>
      ) : (
        <span className={styles.name} title={shownName(row.name)}>
          {shownName(row.name)}
        </span>
      )}
      {note !== undefined && <span className={styles.note}>{note}</span>}
    </span>
  );

  function noteOf(): string | undefined {
    if (row.gap !== undefined) return words('window.browse.gap', { why: words(`gap.${row.gap}.sentence`) });
    if (row.linkTarget !== undefined) return words('window.browse.link-to', { target: shownName(row.linkTarget) });
    if (row.flags.includes('changed-while-read')) return words('window.browse.moving');
    return undefined;
  }
}
