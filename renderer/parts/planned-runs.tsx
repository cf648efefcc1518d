import { makeStyles, mergeClasses, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { PlannedRun } from '../../electron/contract/index.ts';
import { useAnswer } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { useNow } from '../state/now.ts';
import { shownName } from '../state/paths.ts';
import { dayKey } from '../state/run-days.ts';
import { WEEKDAYS } from '../state/schedule-choice.ts';
import { Panel } from '../ui/panel.tsx';
import { ToldFailure } from './told-failure.tsx';
import { weekdayName } from './use-schedule.ts';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: '4px 16px' },
  title: { margin: 0, flexGrow: 1, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  days: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '8px' },
  day: { display: 'flex', flexWrap: 'wrap', gap: '2px 16px' },
  name: { width: '160px', flexShrink: 0, fontWeight: tokens.fontWeightSemibold },
  runs: { margin: 0, padding: 0, listStyleType: 'none', flex: '1 1 200px', minWidth: 0, overflowWrap: 'anywhere' },
  table: { width: '100%', borderCollapse: 'separate', borderSpacing: '4px', tableLayout: 'fixed' },
  weekday: {
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  cell: {
    height: '52px',
    padding: '4px 8px',
    verticalAlign: 'top',
    border: `1px solid ${tokens.colorNeutralStroke3}`,
    borderRadius: tokens.borderRadiusMedium,
    fontSize: tokens.fontSizeBase200,
  },
  today: { border: `2px solid ${tokens.colorCompoundBrandStroke}` },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const WEEK_DAYS = 7;
const MONTH_DAYS = 35;
const WORDY_MAX = 6;

/** The coming days with what is planned for each, in words for a week and in numbers for five weeks. */
export function PlannedRuns({ version }: { version: unknown }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [range, setRange] = useState<'week' | 'month'>('week');
  const now = new Date(useNow(60_000));
  const days = daysFrom(range === 'week' ? now : mondayOf(now), range === 'week' ? WEEK_DAYS : MONTH_DAYS);
  const until = days.at(-1) ?? now;
  const end = new Date(until.getFullYear(), until.getMonth(), until.getDate() + 1).toISOString();
  const planned = useAnswer('schedule.until', { until: end }, version);
  const runs = planned.state === 'failed' ? undefined : planned.value;
  const byDay = byDayOf(runs ?? []);
  return (
    <Panel>
      <section className={styles.head} data-planned={range}>
        <h2 className={styles.title}>{words('window.planned.title')}</h2>
        <RadioGroup
          layout="horizontal"
          value={range}
          aria-label={words('window.planned.shown')}
          onChange={(_event, { value }) => setRange(value === 'month' ? 'month' : 'week')}
        >
          <Radio value="week" label={words('window.planned.week')} />
          <Radio value="month" label={words('window.planned.month')} />
        </RadioGroup>
      </section>
      {planned.state === 'failed' && <ToldFailure failure={planned.failure} ways={{ 'try-again': planned.retry }} />}
      {runs?.length === 0 && <Text className={styles.quiet}>{words('window.planned.none')}</Text>}
      {range === 'week' ? <Week days={days} byDay={byDay} /> : <Month days={days} byDay={byDay} today={dayKey(now)} />}
    </Panel>
  );
}

interface Shown {
  readonly days: readonly Date[];
  readonly byDay: ReadonlyMap<string, readonly PlannedRun[]>;
}

function Week({ days, byDay }: Shown) {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', month: 'short', day: 'numeric' });
  return (
    <ul className={styles.days}>
      {days.map((day) => {
        const runs = byDay.get(dayKey(day)) ?? [];
        return (
          <li key={dayKey(day)} className={styles.day}>
            <span className={styles.name}>{format.format(day)}</span>
            <ul className={styles.runs}>
              {runs.length === 0 && <li className={styles.quiet}>{words('window.planned.none-day')}</li>}
              {runs.slice(0, WORDY_MAX).map((run) => (
                <li key={`${run.planId} ${run.at}`}>
                  <RunWords run={run} />
                </li>
              ))}
              {runs.length > WORDY_MAX && (
                <li className={styles.quiet}>{words('window.planned.runs', { count: runs.length })}</li>
              )}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

function RunWords({ run }: { run: PlannedRun }) {
  const { words, times } = useSpeech();
  const facts = { time: times.clock(run.at), plan: shownName(run.planName) };
  return run.kind
    ? words('window.planned.run-kind', { ...facts, kind: words(`kind.${run.kind}`) })
    : words('window.planned.run', facts);
}

function Month({ days, byDay, today }: Shown & { today: string }) {
  const styles = useStyles();
  const speech = useSpeech();
  const { words, language } = speech;
  const format = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
  const weeks = Array.from({ length: days.length / WEEK_DAYS }, (_, week) => days.slice(week * 7, week * 7 + 7));
  return (
    <table className={styles.table} aria-label={words('window.planned.title')}>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col" className={styles.weekday}>
              {weekdayName(speech, day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={dayKey(week[0] as Date)}>
            {week.map((day) => {
              const key = dayKey(day);
              const runs = byDay.get(key) ?? [];
              return (
                <td key={key} className={mergeClasses(styles.cell, key === today && styles.today)}>
                  <div>{format.format(day)}</div>
                  {runs.length > 0 && <div>{words('window.planned.runs', { count: runs.length })}</div>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function byDayOf(runs: readonly PlannedRun[]): Map<string, PlannedRun[]> {
  const byDay = new Map<string, PlannedRun[]>();
  for (const run of runs) {
    const key = dayKey(new Date(run.at));
    byDay.set(key, [...(byDay.get(key) ?? []), run]);
  }
  return byDay;
}

function daysFrom(first: Date, count: number): Date[] {
  return Array.from(
    { length: count },
    (_, day) => new Date(first.getFullYear(), first.getMonth(), first.getDate() + day),
  );
}

function mondayOf(date: Date): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - ((date.getDay() + 6) % 7));
}
