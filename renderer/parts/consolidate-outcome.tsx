import type { ConsolidateResult, Job, RunOutcome } from '../../electron/contract/index.ts';
import type { Words } from '../../electron/words/index.ts';
import { outcomeOf } from '../state/job-history.ts';
import { useSpeech } from '../state/language.ts';
import { startConsolidation, waysOfPlan } from '../state/ways.ts';
import { OutcomeDetails, OutcomePanel, OutcomeText } from './outcome-panel.tsx';
import { ToldFailure } from './told-failure.tsx';
import { grouped, TroubleGroups } from './trouble-groups.tsx';
import { useMoment } from './use-standing.ts';

/** How the making of a new full from the backups ended, in plain words. */
export function ConsolidateOutcome({ job, onClose }: { job: Job; onClose: () => void }) {
  const { words } = useSpeech();
  const outcome = shownOutcome(job);
  const result = job.result && 'madeFrom' in job.result ? job.result : undefined;
  const again = () => startConsolidation(job.planId);
  const isMade = outcome === 'complete' || outcome === 'incomplete';
  return (
    <OutcomePanel
      outcome={outcome}
      title={consolidateTitle(words, job)}
      close={{ label: words('window.result.dismiss'), onClose }}
    >
      {(outcome === 'cancelled' || outcome === 'failed') && (
        <OutcomeText>{words('window.plans.consolidate.not-made')}</OutcomeText>
      )}
      {outcome === 'skipped' && <OutcomeText>{words('window.plans.consolidate.already-why')}</OutcomeText>}
      {job.failure && outcome === 'failed' && (
        <ToldFailure failure={job.failure} ways={waysOfPlan(job.planId, again)} />
      )}
      {result && isMade && <Made result={result} job={job} />}
    </OutcomePanel>
  );
}

function Made({ result, job }: { result: ConsolidateResult; job: Job }) {
  const { words, formats } = useSpeech();
  const at = useMoment()(result.at);
  const groups = grouped(result.gaps, job.troubles).map((group) => ({
    ...group,
    cause: words(`gap.${group.code}.sentence`),
    next: words(`gap.${group.code}.next`),
  }));
  const amounts = words('window.plans.consolidate.amounts', {
    read: formats.bytes(result.bytes.read),
    stored: formats.bytes(result.bytes.stored),
    time: formats.seconds(result.seconds),
  });
  return (
    <>
      <OutcomeText>
        {result.outcome === 'incomplete'
          ? words('window.plans.consolidate.incomplete-why', { at, count: result.gapCount })
          : words(`window.plans.consolidate.complete-${result.sent === 'checksum' ? 'sent' : 'why'}`, { at })}
      </OutcomeText>
      {groups.length > 0 && <TroubleGroups groups={groups} />}
      {result.sent === 'checksum' && <OutcomeText>{words('window.result.sent-next')}</OutcomeText>}
      {result.durability === 'unconfirmed' && <OutcomeText>{words('window.result.unconfirmed')}</OutcomeText>}
      <OutcomeDetails lines={[amounts]} />
    </>
  );
}

/** That there is nothing to do is no failure. */
function shownOutcome(job: Job): RunOutcome {
  return job.failure?.code === 'already-full' ? 'skipped' : outcomeOf(job);
}

export function consolidateTitle(words: Words, job: Job): string {
  const outcome = shownOutcome(job);
  return words(`window.plans.consolidate.${outcome === 'skipped' ? 'already' : outcome}`);
}
