import { Badge, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { FileVersion } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { useMoment } from './use-standing.ts';

const useStyles = makeStyles({
  list: { overflowY: 'auto', padding: '8px', display: 'flex', flexDirection: 'column', gap: '4px' },
  version: {
    position: 'relative',
    flexShrink: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) max-content',
    gap: '2px 12px',
    padding: '10px 12px',
    border: `1px solid transparent`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':hover': { border: `1px solid ${tokens.colorNeutralStroke1Hover}` },
    ':focus-within': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  chosen: { backgroundColor: tokens.colorBrandBackground2, border: `1px solid ${tokens.colorBrandStroke1}` },
  // Not seen, but as large as what it stands for: the focus brings that into sight.
  radio: { position: 'absolute', inset: 0, width: '100%', height: '100%', margin: 0, opacity: 0, cursor: 'pointer' },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  end: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
});

/** The versions of one file, newest first, one of them chosen. */
export function VersionList(props: {
  versions: readonly FileVersion[];
  chosen: string;
  onChoose: (setId: string) => void;
}) {
  const styles = useStyles();
  const { words, formats, times } = useSpeech();
  const moment = useMoment();
  return (
    <div role="radiogroup" aria-label={words('window.wizard.version.list')} className={styles.list}>
      {props.versions.map((version) => {
        const isChosen = version.setId === props.chosen;
        return (
          <label
            key={version.setId}
            className={mergeClasses(styles.version, isChosen && styles.chosen)}
            data-version={version.setId}
            data-now={version.now}
          >
            <input
              type="radio"
              name="version"
              className={styles.radio}
              checked={isChosen}
              onChange={() => props.onChoose(version.setId)}
            />
            <Text weight="semibold">{moment(version.at)}</Text>
            <Text className={styles.end}>{formats.bytes(version.size)}</Text>
            <span className={styles.quiet}>
              {words('window.wizard.version.changed', { at: times.short(version.modifiedAt) })}
            </span>
            <span className={styles.end}>
              {version.now === 'same' && (
                <Badge appearance="tint" color="success">
                  {words('window.wizard.version.same')}
                </Badge>
              )}
              {version.now === 'different' && (
                <Badge appearance="tint" color="informative">
                  {words('window.wizard.version.different')}
                </Badge>
              )}
              {version.now === 'missing' && (
                <Badge appearance="tint" color="warning">
                  {words('window.wizard.version.missing')}
                </Badge>
              )}
            </span>
          </label>
        );
      })}
    </div>
  );
}
