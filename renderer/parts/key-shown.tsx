import { makeStyles, Text, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(104px, 1fr))',
    gap: '8px 16px',
    margin: 0,
    padding: 0,
    maxWidth: '640px',
    listStyleType: 'none',
  },
  group: { display: 'flex', alignItems: 'baseline', gap: '8px' },
  number: { minWidth: '2ch', textAlign: 'right', color: tokens.colorNeutralForeground2 },
  letters: { letterSpacing: '0.08em' },
});

/** A recovery key in its numbered groups, as they are on the printed page. */
export function KeyShown({ groups }: { groups: readonly string[] }) {
  const styles = useStyles();
  return (
    <ol className={styles.grid} data-key-shown>
      {groups.map((group, index) => (
        // Two groups of a key may be the same.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place of a group is what it is
        <li key={index} className={styles.group}>
          <Text size={200} className={styles.number}>
            {index + 1}
          </Text>
          <Text font="monospace" size={400} className={styles.letters}>
            {group}
          </Text>
        </li>
      ))}
    </ol>
  );
}
