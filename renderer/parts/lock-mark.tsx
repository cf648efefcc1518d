import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { LockClosed16Regular, LockOpen16Regular } from '@fluentui/react-icons';
import type { Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';

const useStyles = makeStyles({
  mark: { display: 'flex', alignItems: 'flex-start', gap: '6px', color: tokens.colorNeutralForeground2 },
  // In the middle of the first line.
  icon: { flexShrink: 0, marginTop: '2px' },
});

/** Whether a plan's backups are encrypted and can be looked into here now, in words and shape. Nothing where they are not encrypted. */
export function LockMark({ plan, isLong = false }: { plan: Plan; isLong?: boolean }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { encryption } = plan;
  if (encryption === 'none') return null;
  const Shape = encryption === 'locked' ? LockClosed16Regular : LockOpen16Regular;
  const why = words(`window.keys.mark.${encryption}-why`);
  return (
    <span className={styles.mark} data-encryption={encryption} {...(!isLong && { title: why })}>
      <Shape className={styles.icon} aria-hidden="true" />
      <Text>
        {words(`window.keys.mark.${encryption}`)}
        {isLong && ` · ${why}`}
      </Text>
    </span>
  );
}
