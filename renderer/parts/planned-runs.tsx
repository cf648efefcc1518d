import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useAnswer } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { Panel } from '../ui/panel.tsx';
import { DaysAhead, useAheadUntil } from './schedule/days-ahead.tsx';
import { ToldFailure } from './told-failure.tsx';

const useStyles = makeStyles({
  title: { margin: 0, flexGrow: 1, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const NOTHING = { runs: [], rests: [] };

/** The coming days with what all plans do on each. */
export function PlannedRuns({ version }: { version: unknown }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const planned = useAnswer('schedule.until', { until: useAheadUntil() }, version);
  const ahead = planned.state === 'failed' ? undefined : planned.value;
  return (
    <Panel>
      <DaysAhead {...(ahead ?? NOTHING)} title={<h2 className={styles.title}>{words('window.planned.title')}</h2>} />
      {planned.state === 'failed' && <ToldFailure failure={planned.failure} ways={{ 'try-again': planned.retry }} />}
      {ahead?.runs.length === 0 && <Text className={styles.quiet}>{words('window.planned.none')}</Text>}
    </Panel>
  );
}
