import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Dismiss20Regular, Folder20Filled } from '@fluentui/react-icons';
import { shownName } from '../state/paths.ts';
import { rowLook } from '../ui/row-look.ts';

const useStyles = makeStyles({
  row: {
    alignSelf: 'stretch',
    ...rowLook,
  },
  icon: { flexShrink: 0, color: tokens.colorPaletteMarigoldForeground3 },
  path: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
});

/** A folder that was picked in a dialog, with its whole path. */
export function ChosenFolder(props: { path: string; removeLabel?: string; onRemove?: () => void }) {
  const styles = useStyles();
  return (
    <div className={styles.row} data-chosen={props.path}>
      <Folder20Filled className={styles.icon} aria-hidden="true" />
      <Text className={styles.path}>{shownName(props.path)}</Text>
      {props.onRemove && (
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={props.removeLabel}
          title={props.removeLabel}
          onClick={props.onRemove}
        />
      )}
    </div>
  );
}
