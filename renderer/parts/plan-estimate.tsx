import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import type { Estimate } from '../../electron/contract/index.ts';
import { type Answer, useAnswer } from '../state/ask.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import type { PlanDraft } from '../state/plan-draft.ts';
import { useSettled } from '../state/use-settled.ts';
import { Mark } from '../ui/mark.tsx';
import { ToldFailure } from './told-failure.tsx';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'flex-start', gap: '8px' },
  words: { minWidth: 0, display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const PATIENCE_MS = 5_000;

/** What the folders of a draft hold; asked again when what is chosen or left out changes. */
export function useEstimate({ sources, exclude, vault }: PlanDraft): Answer<Estimate> {
  const question = JSON.stringify({ sources, exclude, vault });
  const settled = useSettled(question) === question;
  return useAnswer(
    'plan.estimate',
    settled && sources.length > 0
      ? {
          sources: [...sources],
          exclude: [...exclude],
          patience: PATIENCE_MS,
          ...(vault !== undefined && { vault }),
        }
      : undefined,
  );
}

/** How much it is, how long the first run takes, and whether it fits. What is not known is not said. */
export function PlanEstimate({ answer }: { answer: Answer<Estimate> }) {
  const styles = useStyles();
  const speech = useSpeech();
  if (answer.state === 'failed') return <ToldFailure failure={answer.failure} ways={{ 'try-again': answer.retry }} />;
  const estimate = answer.value;
  if (!estimate)
    return <Spinner size="tiny" labelPosition="after" label={speech.words('window.draft.estimate-looking')} />;
  const isTight = estimate.freeBytes !== undefined && estimate.freeBytes < estimate.bytes;
  return (
    <div className={styles.line} role="status" data-estimate={estimate.files}>
      {isTight && <Mark shape="warning" />}
      <div className={styles.words}>
        <Text weight="semibold">{amountOf(speech, estimate)}</Text>
        {roomOf(speech, estimate, isTight).map((line) => (
          <Text key={line} className={styles.quiet}>
            {line}
          </Text>
        ))}
      </div>
    </div>
  );
}

function amountOf({ words, formats }: Speech, { files, bytes, complete }: Estimate): string {
  const amount = { count: files, bytes: formats.bytes(bytes) };
  return complete ? words('window.draft.estimate-amount', amount) : words('window.draft.estimate-least', amount);
}

function roomOf({ words, formats }: Speech, estimate: Estimate, isTight: boolean): string[] {
  const { seconds, freeBytes, unreadable } = estimate;
  const free = freeBytes === undefined ? undefined : formats.bytes(freeBytes);
  return [
    seconds === undefined
      ? words('window.draft.estimate-time-unknown')
      : words('window.draft.estimate-time', { time: formats.seconds(seconds) }),
    free !== undefined && words(isTight ? 'window.draft.estimate-tight' : 'window.draft.estimate-free', { free }),
    unreadable > 0 && words('window.draft.estimate-unreadable', { count: unreadable }),
  ].filter((line) => line !== false);
}
