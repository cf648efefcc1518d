import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { UsbStick20Regular } from '@fluentui/react-icons';
import type { Plan } from '../../electron/contract/index.ts';
import { nextDisk, shownDisk } from '../state/disks.ts';
import { useSpeech } from '../state/language.ts';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'flex-start', gap: '6px', color: tokens.colorNeutralForeground2 },
  icon: { flexShrink: 0 },
});

/** Which disk to plug in next, and which have been away for too long; nothing for a plan whose backups go to one place. */
export function DiskTurn({ plan }: { plan: Plan }) {
  const styles = useStyles();
  const { words, formats } = useSpeech();
  const next = nextDisk(plan);
  if (!next) return null;
  const name = shownDisk(next);
  const away = plan.places.filter(({ awayTooLong }) => awayTooLong);
  return (
    <>
      <span className={styles.line} data-next-disk={next.name}>
        <UsbStick20Regular className={styles.icon} aria-hidden="true" />
        <Text>
          {next.connected
            ? words('disk.is-next', { name })
            : next.usedAt === undefined
              ? words('disk.next', { name })
              : words('disk.next-used', { name, at: formats.time(next.usedAt) })}
        </Text>
      </span>
      {away.map((disk) => (
        <Text key={disk.vaultId} data-away={disk.name}>
          {disk.usedAt === undefined
            ? words('disk.away-never', { name: shownDisk(disk) })
            : words('disk.away-too-long', { name: shownDisk(disk), at: formats.time(disk.usedAt) })}
        </Text>
      ))}
    </>
  );
}
