import { Button, makeStyles, MessageBar, MessageBarBody, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Run } from '../../electron/contract/index.ts';
import { type PastChoice, PastFilters, PERIODS } from '../parts/past-filters.tsx';
import { RunAmounts } from '../parts/run-amounts.tsx';
import { RunCalendar } from '../parts/run-calendar.tsx';
import { RunDetails } from '../parts/run-details.tsx';
import { RunTable } from '../parts/run-table.tsx';
import { ToldFailure } from '../parts/told-failure.tsx';
import { ToldNow } from '../parts/told-now.tsx';
import { ask } from '../state/ask.ts';
import { isUnderWay } from '../state/job-history.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { useNow } from '../state/now.ts';
import { type Past, type PastFilter, usePast } from '../state/past.ts';
import { since } from '../state/run-days.ts';
import { shell } from '../state/shell.ts';
import { tell } from '../state/told.ts';
import { useJobs } from '../state/topics.ts';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({
  tabs: { marginLeft: '-10px' },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '16px', padding: '8px 24px' },
  none: { display: 'flex', flexDirection: 'column', gap: '4px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const VIEWS = ['runs', 'days', 'amounts'] as const;
type View = (typeof VIEWS)[number];
const PARTS = {
  runs: ['plan', 'verb', 'outcome', 'period'],
  days: ['plan'],
  amounts: ['plan', 'period'],
} as const;

/** Everything that was done here: as a list, as days, and as sizes and times. */
export function HistoryScreen({ planId }: { planId: string | undefined }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [view, setView] = useState<View>('runs');
  const [choice, setChoice] = useState<PastChoice>({
    plan: planId,
    verb: undefined,
    outcome: undefined,
    period: '90',
  });
  const [day, setDay] = useState<{ from: string; to: string }>();
  const [run, setRun] = useState<Run>();
  const filter = filterOf(choice, view, day, useNow(60_000));
  // Whatever begins or ends is a line of the history.
  const version = useJobs()
    .map((job) => `${job.id}${isUnderWay(job)}`)
    .join();
  const past = usePast(filter, version);

  return (
    <Page
      title={words('window.past.title')}
      lead={words('window.past.lead')}
      actions={<CsvButton filter={filter} isEmpty={past.total === 0} />}
    >
      <ToldNow />
      <TabList
        className={styles.tabs}
        aria-label={words('window.past.views')}
        selectedValue={view}
        onTabSelect={(_event, { value }) => {
          setDay(undefined);
          setView(VIEWS.find((one) => one === value) ?? 'runs');
        }}
      >
        {VIEWS.map((one) => (
          <Tab key={one} value={one}>
            {words(`window.past.view-${one}`)}
          </Tab>
        ))}
      </TabList>
      <PastFilters
        choice={choice}
        parts={PARTS[view]}
        onChange={(next) => {
          setDay(undefined);
          setChoice(next);
        }}
      />
      {view === 'runs' && <Runs past={past} onDetails={setRun} />}
      {view === 'days' && (
        <RunCalendar
          plan={choice.plan}
          version={version}
          onDay={(from, to) => {
            setDay({ from, to });
            setChoice({ ...choice, verb: 'backup', outcome: undefined });
            setView('runs');
          }}
        />
      )}
      {view === 'amounts' && <RunAmounts runs={past.runs} />}
      {run && <RunDetails run={run} onClose={() => setRun(undefined)} />}
    </Page>
  );
}

function Runs({ past, onDetails }: { past: Past; onDetails: (run: Run) => void }) {
  const styles = useStyles();
  const { words } = useSpeech();
  if (past.failure) return <ToldFailure failure={past.failure} ways={{ 'try-again': past.retry }} />;
  if (past.total === 0 && !past.isLoading) {
    return (
      <Panel>
        <div className={styles.none} role="status">
          <Text weight="semibold">{words('window.past.none')}</Text>
          <Text className={styles.quiet}>{words('window.past.none-next')}</Text>
        </div>
      </Panel>
    );
  }
  return (
    <Panel isFlush>
      <div className={styles.head}>
        <Text role="status" className={styles.quiet}>
          {words('window.past.count', { count: past.total })}
        </Text>
      </div>
      <RunTable runs={past.runs} onDetails={onDetails} />
    </Panel>
  );
}

function filterOf(
  choice: PastChoice,
  view: View,
  day: { from: string; to: string } | undefined,
  now: number,
): PastFilter {
  const from = since(PERIODS[choice.period], now);
  const period = day ?? (from === undefined ? {} : { from });
  return {
    ...(choice.plan !== undefined && { plan: choice.plan }),
    ...(view === 'amounts' && { verb: 'backup' }),
    ...(view === 'runs' && choice.verb !== undefined && { verb: choice.verb }),
    ...(view === 'runs' && choice.outcome !== undefined && { outcome: choice.outcome }),
    ...period,
  };
}

/** Saves what the filter shows, all of it, as a table for a spreadsheet. */
function CsvButton({ filter, isEmpty }: { filter: PastFilter; isEmpty: boolean }) {
  const speech = useSpeech();
  const { words } = speech;
  const [saved, setSaved] = useState<string>();
  return (
    <>
      {saved !== undefined && (
        <MessageBar intent="success" data-saved={saved}>
          <MessageBarBody>{words('window.past.csv-saved', { path: saved })}</MessageBarBody>
        </MessageBar>
      )}
      <Button
        icon={<ArrowDownload20Regular />}
        disabled={isEmpty}
        onClick={() => void saveCsv(speech, filter).then(setSaved)}
      >
        {words('window.past.csv')}
      </Button>
    </>
  );
}

async function saveCsv({ words, language }: Speech, filter: PastFilter): Promise<string | undefined> {
  const reply = await ask('run.csv', { ...filter, language });
  tell(reply.ok ? undefined : reply.error);
  if (!reply.ok) return undefined;
  const path = await shell.saveText({
    suggestedName: words('window.past.csv-file'),
    text: reply.value.csv,
    language,
  });
  return path ?? undefined;
}
