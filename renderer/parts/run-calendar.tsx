import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronLeft20Regular, ChevronRight20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { RunOutcome } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { useNow } from '../state/now.ts';
import { type PastFilter, usePast } from '../state/past.ts';
import { type Day, dayKey, daysOf, weeksOf } from '../state/run-days.ts';
import { Mark } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { SHAPE_OF_OUTCOME } from './run-outcome-mark.tsx';
import { WeekTable } from './schedule/week-table.tsx';
import { ToldFailure } from './told-failure.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: '8px' },
  month: { margin: 0, flexGrow: 1, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  cell: { padding: 0, height: '52px', verticalAlign: 'top' },
  day: {
    boxSizing: 'border-box',
    width: '100%',
    height: '100%',
    padding: '4px clamp(2px, 1vw, 8px)',
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    border: `1px solid ${tokens.colorNeutralStroke3}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground3,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    textAlign: 'left',
  },
  known: {
    color: tokens.colorNeutralForeground1,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  today: { border: `2px solid ${tokens.colorCompoundBrandStroke}`, fontWeight: tokens.fontWeightSemibold },
  legend: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 20px',
    color: tokens.colorNeutralForeground2,
  },
  sign: { display: 'flex', alignItems: 'center', gap: '6px' },
});

const OUTCOMES = ['complete', 'incomplete', 'failed', 'skipped', 'cancelled'] as const satisfies RunOutcome[];

/** A month of days, each with how its backups ended: by shape, not by colour alone. */
export function RunCalendar(props: {
  plan: string | undefined;
  version: unknown;
  /** Shows the runs of a day. */
  onDay: (from: string, to: string) => void;
}) {
  const styles = useStyles();
  const speech = useSpeech();
  const { words, language } = speech;
  const [back, setBack] = useState(0);
  const now = new Date(useNow(60_000));
  const first = new Date(now.getFullYear(), now.getMonth() - back, 1);
  const after = new Date(first.getFullYear(), first.getMonth() + 1, 1);
  const filter: PastFilter = {
    verb: 'backup',
    from: first.toISOString(),
    to: after.toISOString(),
    ...(props.plan !== undefined && { plan: props.plan }),
  };
  const past = usePast(filter, props.version);
  const days = daysOf(past.runs);
  const month = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long' }).format(first);

  return (
    <Panel>
      <div className={styles.head}>
        <h2 className={styles.month} aria-live="polite">
          {words('window.past.calendar', { month })}
        </h2>
        <Button
          icon={<ChevronLeft20Regular />}
          aria-label={words('window.past.earlier')}
          title={words('window.past.earlier')}
          onClick={() => setBack(back + 1)}
        />
        <Button
          icon={<ChevronRight20Regular />}
          aria-label={words('window.past.later')}
          title={words('window.past.later')}
          disabled={back === 0}
          onClick={() => setBack(back - 1)}
        />
      </div>
      {past.failure && <ToldFailure failure={past.failure} ways={{ 'try-again': past.retry }} />}
      <WeekTable label={words('window.past.calendar', { month })}>
        {weeksOf(first.getFullYear(), first.getMonth()).map((week) => (
          <tr key={week.findLast((date) => date !== undefined)?.getTime()}>
            {week.map((date, index) => (
              <td key={date?.getTime() ?? `empty ${index}`} className={styles.cell}>
                {date && <DayCell date={date} today={dayKey(now)} day={days.get(dayKey(date))} onDay={props.onDay} />}
              </td>
            ))}
          </tr>
        ))}
      </WeekTable>
      <ul className={styles.legend} aria-label={words('window.past.legend')}>
        {OUTCOMES.map((outcome) => (
          <li key={outcome} className={styles.sign}>
            <Mark shape={SHAPE_OF_OUTCOME[outcome]} size={16} />
            <Text size={200}>{words(`window.past.outcomes.${outcome}`)}</Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function DayCell(props: {
  date: Date;
  today: string;
  day: Day | undefined;
  onDay: (from: string, to: string) => void;
}) {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const { date, day } = props;
  const spoken = new Intl.DateTimeFormat(language, { dateStyle: 'full' }).format(date);
  const isToday = props.today === dayKey(date);
  const look = mergeClasses(styles.day, day && styles.known, isToday && styles.today);
  if (!day) {
    return (
      <div className={look} role="img" aria-label={words('window.past.day-empty', { date: spoken })}>
        {date.getDate()}
      </div>
    );
  }
  const label = words('window.past.day-runs', {
    date: spoken,
    outcome: words(`window.past.outcomes.${day.outcome}`),
    count: day.runs,
  });
  const next = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1);
  return (
    <button
      type="button"
      className={look}
      aria-label={label}
      title={label}
      data-day={dayKey(date)}
      data-day-outcome={day.outcome}
      onClick={() => props.onDay(date.toISOString(), next.toISOString())}
    >
      {date.getDate()}
      <Mark shape={SHAPE_OF_OUTCOME[day.outcome]} size={20} />
    </button>
  );
}
