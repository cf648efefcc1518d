import { makeStyles, tokens } from '@fluentui/react-components';
import { Bar, BarChart, CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Run } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { byteTicks } from '../state/byte-ticks.ts';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({
  charts: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(340px, 100%), 1fr))', gap: '12px' },
  chart: { height: '220px', fontSize: tokens.fontSizeBase200 },
});

const AXIS = { stroke: 'var(--colorNeutralStroke1)', tick: { fill: 'var(--colorNeutralForeground2)' } } as const;
/** The highest tick's words are as high as a line. */
const MARGIN = { top: 12, right: 16, bottom: 4, left: 4 };
const TIP = {
  contentStyle: {
    backgroundColor: 'var(--colorNeutralBackground1)',
    border: '1px solid var(--colorNeutralStroke1)',
    color: 'var(--colorNeutralForeground1)',
  },
  cursor: { fill: 'var(--colorNeutralBackground1Hover)' },
} as const;

/** How much each backup stored and how long it took, oldest first. Drawn without movement; the figures stand in a table. */
export function RunCharts({ runs }: { runs: readonly Run[] }) {
  const styles = useStyles();
  const { words, formats, language } = useSpeech();
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'numeric' });
  const rows = runs.map((run) => ({
    at: Date.parse(run.startedAt),
    key: run.id,
    stored: run.storedBytes ?? 0,
    seconds: run.seconds ?? 0,
  }));
  const atOf = (key: number | string) => {
    const row = rows.find((one) => one.key === Number(key));
    return row ? day.format(row.at) : '';
  };
  const whenOf = (key: unknown) => {
    const row = rows.find((one) => one.key === Number(key));
    return row ? formats.time(new Date(row.at).toISOString()) : '';
  };
  const axes = (print: (value: number) => string, ticks?: number[]) => [
    <CartesianGrid key="grid" vertical={false} stroke="var(--colorNeutralStroke2)" />,
    <XAxis key="x" dataKey="key" tickFormatter={atOf} minTickGap={24} {...AXIS} />,
    <YAxis key="y" width={72} tickFormatter={print} {...(ticks && { ticks })} {...AXIS} />,
  ];

  return (
    <div className={styles.charts}>
      <Panel title={words('window.past.stored-title')}>
        <div className={styles.chart} role="img" aria-label={words('window.past.stored-chart')} data-chart="stored">
          <ResponsiveContainer width="100%" height="100%">
            <BarChart data={rows} margin={MARGIN} accessibilityLayer={false}>
              {axes(formats.bytes, byteTicks(Math.max(...rows.map(({ stored }) => stored))))}
              <Tooltip
                labelFormatter={whenOf}
                formatter={(value) => [formats.bytes(Number(value)), words('window.past.stored')]}
                {...TIP}
              />
              <Bar
                dataKey="stored"
                fill="var(--colorCompoundBrandBackground)"
                maxBarSize={28}
                isAnimationActive={false}
              />
            </BarChart>
          </ResponsiveContainer>
        </div>
      </Panel>
      <Panel title={words('window.past.seconds-title')}>
        <div className={styles.chart} role="img" aria-label={words('window.past.seconds-chart')} data-chart="seconds">
          <ResponsiveContainer width="100%" height="100%">
            <LineChart data={rows} margin={MARGIN} accessibilityLayer={false}>
              {axes(formats.seconds)}
              <Tooltip
                labelFormatter={whenOf}
                formatter={(value) => [formats.seconds(Number(value)), words('window.past.duration')]}
                {...TIP}
              />
              <Line
                dataKey="seconds"
                stroke="var(--colorCompoundBrandStroke)"
                strokeWidth={2}
                dot={rows.length < 60}
                isAnimationActive={false}
              />
            </LineChart>
          </ResponsiveContainer>
        </div>
      </Panel>
    </div>
  );
}
