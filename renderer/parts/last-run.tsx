import type { Plan } from '../../electron/contract/index.ts';
import { useAnswer } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { waysOfPlan } from '../state/ways.ts';
import { BackUpAgain } from './back-up-again.tsx';
import { OutcomePanel, OutcomeText } from './outcome-panel.tsx';
import { groupOf } from './run-details.tsx';
import { ToldFailure } from './told-failure.tsx';
import { TroubleGroups } from './trouble-groups.tsx';

/** How the last run of a plan ended, where that is no good end and this window has not seen it itself. */
export function LastRun({ plan }: { plan: Plan }) {
  const { lastRun } = plan;
  if (!lastRun || plan.origin !== 'here') return null;
  const { failure, outcome, run } = lastRun;
  if (failure && outcome !== 'cancelled') return <ToldFailure failure={failure} ways={waysOfPlan(plan.id)} />;
  return outcome === 'incomplete' ? <Incomplete plan={plan} run={run} /> : null;
}

function Incomplete({ plan, run }: { plan: Plan; run: number }) {
  const speech = useSpeech();
  const { words } = speech;
  const troubles = useAnswer('run.troubles', { run });
  if (troubles.state === 'failed')
    return <ToldFailure failure={troubles.failure} ways={{ 'try-again': troubles.retry }} />;
  const groups = (troubles.value ?? []).map((group) => groupOf(speech, { verb: 'backup', planId: plan.id }, group));
  return (
    <OutcomePanel outcome="incomplete" title={words('window.result.incomplete')}>
      {plan.gaps !== undefined && (
        <OutcomeText>{words('window.result.incomplete-why', { count: plan.gaps })}</OutcomeText>
      )}
      <TroubleGroups groups={groups} />
      <div>
        <BackUpAgain plan={plan} word="window.today.back-up-again" />
      </div>
    </OutcomePanel>
  );
}
