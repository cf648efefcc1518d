import { makeStyles, mergeClasses, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { PlannedRun, PlannedTime } from '../../../electron/contract/index.ts';
import { useSpeech } from '../../state/language.ts';
import { useNow } from '../../state/now.ts';
import { shownName } from '../../state/paths.ts';
import { dayKey } from '../../state/run-days.ts';
import { WeekTable } from './week-table.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: '4px 16px' },
  days: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '8px' },
  day: { display: 'flex', flexWrap: 'wrap', gap: '2px 16px' },
  name: { width: '160px', flexShrink: 0, fontWeight: tokens.fontWeightSemibold },
  runs: { margin: 0, padding: 0, listStyleType: 'none', flex: '1 1 200px', minWidth: 0, overflowWrap: 'anywhere' },
  cell: {
    height: '52px',
    padding: '4px 8px',
    verticalAlign: 'top',
    border: `1px solid ${tokens.colorNeutralStroke3}`,
    borderRadius: tokens.borderRadiusMedium,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  today: { border: `2px solid ${tokens.colorCompoundBrandStroke}` },
  past: { color: tokens.colorNeutralForeground3 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const WEEK_DAYS = 7;
const MONTH_DAYS = 35;
const WORDY_MAX = 6;
const RESTS_MAX = 3;
/** In a cell of a month, where there is one plan. */
const CELL_MAX = 2;

/** A time of one plan, which is not named where everything is of the same. */
type Planned = PlannedTime & Partial<Pick<PlannedRun, 'planId' | 'planName'>>;

export interface Ahead {
  readonly runs: readonly Planned[];
  /** Left out, because they fall on a holiday. */
  readonly rests: readonly Planned[];
}

/** The end of the last day that is ever shown (ISO time). */
export function useAheadUntil(): string {
  const now = new Date(useNow(60_000));
  const last = daysFrom(mondayOf(now), MONTH_DAYS).at(-1) ?? now;
  return new Date(last.getFullYear(), last.getMonth(), last.getDate() + 1).toISOString();
}

/** The coming days with what is planned for each, in words for a week and in short for five weeks. */
export function DaysAhead({ runs, rests, title }: Ahead & { title: ReactNode }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [range, setRange] = useState<'week' | 'month'>('week');
  const now = new Date(useNow(60_000));
  const shown = { byDay: byDayOf(runs), restsByDay: byDayOf(rests), today: dayKey(now) };
  return (
    <>
      <div className={styles.head} data-planned={range}>
        {title}
        <RadioGroup
          layout="horizontal"
          value={range}
          aria-label={words('window.planned.shown')}
          onChange={(_event, { value }) => setRange(value === 'month' ? 'month' : 'week')}
        >
          <Radio value="week" label={words('window.planned.week')} />
          <Radio value="month" label={words('window.planned.month')} />
        </RadioGroup>
      </div>
      {range === 'week' ? (
        <Week days={daysFrom(now, WEEK_DAYS)} {...shown} />
      ) : (
        <Month days={daysFrom(mondayOf(now), MONTH_DAYS)} {...shown} />
      )}
    </>
  );
}

interface Shown {
  readonly days: readonly Date[];
  readonly byDay: ReadonlyMap<string, readonly Planned[]>;
  readonly restsByDay: ReadonlyMap<string, readonly Planned[]>;
  readonly today: string;
}

function Week({ days, byDay, restsByDay }: Shown) {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', month: 'short', day: 'numeric' });
  return (
    <ul className={styles.days}>
      {days.map((day) => {
        const runs = byDay.get(dayKey(day)) ?? [];
        const rests = restsByDay.get(dayKey(day)) ?? [];
        return (
          <li key={dayKey(day)} className={styles.day}>
            <span className={styles.name}>{format.format(day)}</span>
            <ul className={styles.runs}>
              {runs.length + rests.length === 0 && <li className={styles.quiet}>{words('window.planned.none-day')}</li>}
              {runs.length > WORDY_MAX && <Summary runs={runs} />}
              {wordy(runs).map((run) => (
                <li key={keyOf(run)}>
                  <RunWords run={run} />
                </li>
              ))}
              {rests.length > RESTS_MAX && (
                <li className={styles.quiet} data-rests>
                  {words('window.planned.rests-many', { count: rests.length })}
                </li>
              )}
              {(rests.length > RESTS_MAX ? [] : rests).map((run) => (
                <li key={keyOf(run)} className={styles.quiet} data-rests>
                  <RunWords run={run} /> {words('window.planned.rests')}
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

/** Of many only those that are of a kind of their own. */
function wordy(runs: readonly Planned[]): readonly Planned[] {
  return runs.length <= WORDY_MAX ? runs : runs.filter(({ kind }) => kind === 'full').slice(0, WORDY_MAX);
}

function Summary({ runs }: { runs: readonly Planned[] }) {
  const { words, times } = useSpeech();
  const [first, last] = [runs.at(0), runs.at(-1)];
  if (!first || !last) return null;
  const between = { from: times.clock(first.at), to: times.clock(last.at) };
  return <li>{words('window.planned.runs-between', { count: runs.length, ...between })}</li>;
}

function RunWords({ run }: { run: Planned }) {
  const { words, times } = useSpeech();
  const time = times.clock(run.at);
  const what = run.planName === undefined ? time : words('window.planned.run', { time, plan: shownName(run.planName) });
  return run.kind ? words('window.planned.of-kind', { what, kind: words(`kind.${run.kind}`) }) : what;
}

function Month({ days, byDay, restsByDay, today }: Shown) {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const format = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
  const weeks = Array.from({ length: days.length / WEEK_DAYS }, (_, week) => days.slice(week * 7, week * 7 + 7));
  return (
    <WeekTable label={words('window.planned.title')}>
      {weeks.map((week) => (
        <tr key={dayKey(week[0] as Date)}>
          {week.map((day) => {
            const key = dayKey(day);
            return (
              <td
                key={key}
                className={mergeClasses(styles.cell, key === today && styles.today, key < today && styles.past)}
              >
                <div>{format.format(day)}</div>
                <InShort runs={byDay.get(key) ?? []} />
                {restsByDay.has(key) && (
                  <Text size={200} className={styles.quiet} data-rests>
                    {words('window.planned.holiday')}
                  </Text>
                )}
              </td>
            );
          })}
        </tr>
      ))}
    </WeekTable>
  );
}

/** Few of one plan by their time, everything else by its number. */
function InShort({ runs }: { runs: readonly Planned[] }) {
  const { words } = useSpeech();
  if (runs.length === 0) return null;
  const isWordy = runs.length <= CELL_MAX && runs.every(({ planName }) => planName === undefined);
  if (!isWordy) return <div>{words('window.planned.runs', { count: runs.length })}</div>;
  return runs.map((run) => (
    <div key={keyOf(run)}>
      <RunWords run={run} />
    </div>
  ));
}

function keyOf({ planId = '', at }: Planned): string {
  return `${planId} ${at}`;
}

function byDayOf(runs: readonly Planned[]): Map<string, Planned[]> {
  const byDay = new Map<string, Planned[]>();
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
