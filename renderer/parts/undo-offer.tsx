import { Button, makeStyles, Text } from '@fluentui/react-components';
import { ArrowUndo20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Job, RestoreResult, UndoResult } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { outcomeOf } from '../state/job-history.ts';
import { useSpeech } from '../state/language.ts';
import { tell } from '../state/told.ts';
import { useJob } from '../state/topics.ts';
import { Panel } from '../ui/panel.tsx';
import { JobProgress } from './job-progress.tsx';
import { OutcomePanel, OutcomeText } from './outcome-panel.tsx';
import { ToldFailure } from './told-failure.tsx';
import { grouped, TroubleGroups } from './trouble-groups.tsx';
import { useMoment } from './use-standing.ts';

const useStyles = makeStyles({
  offer: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '16px' },
  button: { flexShrink: 0 },
});

/** A restore that can still be taken back, and how that went. */
export function UndoOffer({ undo }: { undo: NonNullable<RestoreResult['undo']> }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const moment = useMoment();
  const [jobId, setJobId] = useState<string>();
  const job = useJob(jobId);
  const start = async () => {
    const reply = await ask('undo.start', { restore: undo.restore });
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void start() });
    if (reply.ok) setJobId(reply.value.jobId);
  };
  if (job?.state === 'done') return <UndoOutcome job={job} onAgain={() => void start()} />;
  const until = moment(undo.until);
  return (
    <Panel>
      {job ? (
        <JobProgress job={job} name="" />
      ) : (
        <div className={styles.offer} data-undo={undo.restore}>
          <Text>
            {undo.replaced > 0
              ? words('window.wizard.undo.offer', { count: undo.replaced, until })
              : words('window.wizard.undo.offer-none', { until })}
          </Text>
          <Button className={styles.button} icon={<ArrowUndo20Regular />} onClick={() => void start()}>
            {words('window.wizard.undo.start')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

export function UndoOutcome({ job, onAgain }: { job: Job; onAgain?: () => void }) {
  const { words } = useSpeech();
  const outcome = outcomeOf(job);
  const result = undoResultOf(job);
  const title = outcome === 'skipped' ? 'cancelled' : outcome;
  const groups = grouped(result?.failures ?? [], job.troubles).map((group) => ({
    ...group,
    cause: words(`restoreFailure.${group.code}.sentence`),
    next: words(`restoreFailure.${group.code}.next`),
  }));
  return (
    <OutcomePanel outcome={outcome} title={words(`window.wizard.undo.${title}`)}>
      {job.failure && outcome === 'failed' && (
        <ToldFailure failure={job.failure} ways={onAgain && { 'try-again': onAgain }} />
      )}
      {outcome === 'complete' && result?.files.leftChanged === 0 && (
        <OutcomeText>{words('window.wizard.undo.complete-why')}</OutcomeText>
      )}
      {result && result.files.putBack > 0 && (
        <OutcomeText>{words('window.wizard.undo.put-back', { count: result.files.putBack })}</OutcomeText>
      )}
      {result && result.files.removed > 0 && (
        <OutcomeText>{words('window.wizard.undo.removed', { count: result.files.removed })}</OutcomeText>
      )}
      {result && result.files.leftChanged > 0 && (
        <OutcomeText>{words('window.wizard.undo.changed', { count: result.files.leftChanged })}</OutcomeText>
      )}
      {groups.length > 0 && <TroubleGroups groups={groups} />}
    </OutcomePanel>
  );
}

function undoResultOf(job: Job): UndoResult | undefined {
  return job.result && 'restore' in job.result ? job.result : undefined;
}
