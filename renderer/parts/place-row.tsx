import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import { shownName } from '../state/paths.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: '8px 12px',
    padding: '12px 0',
    '&:not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
    ':first-child': { paddingTop: 0 },
  },
  icon: { flexShrink: 0, display: 'flex', color: tokens.colorNeutralForeground2 },
  words: {
    flex: '1 1 280px',
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexShrink: 0, alignItems: 'center', gap: '4px' },
});

/** One place of a plan: its name, where it is, what is there, and what can be done with it. */
export function PlaceRow(props: {
  id: string;
  icon: ReactElement;
  title: string;
  place: string;
  lines: readonly (string | undefined)[];
  actions?: ReactNode;
}) {
  const styles = useStyles();
  const lines = props.lines.filter((line) => line !== undefined && line !== '');
  return (
    <li className={styles.row} data-place={props.id}>
      <span className={styles.icon} aria-hidden="true">
        {props.icon}
      </span>
      <div className={styles.words}>
        <Text weight="semibold">{props.title}</Text>
        <Text className={styles.quiet}>{shownName(props.place)}</Text>
        {lines.map((line) => (
          <Text key={line}>{line}</Text>
        ))}
      </div>
      {props.actions !== undefined && <div className={styles.actions}>{props.actions}</div>}
    </li>
  );
}
