import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useSpeech } from '../../state/language.ts';
import { WEEKDAYS } from '../../state/schedule-choice.ts';
import { weekdayName } from '../use-schedule.ts';

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'separate', borderSpacing: '4px', tableLayout: 'fixed' },
  weekday: {
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
});

/** A table of weeks, Monday first. */
export function WeekTable({ label, children }: { label: string; children: ReactNode }) {
  const styles = useStyles();
  const speech = useSpeech();
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col" className={styles.weekday}>
              {weekdayName(speech, day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
