import type { Job } from '../../electron/contract/index.ts';
import { isEngineStop, isUnderWay } from '../state/job-history.ts';
import { useSpeech } from '../state/language.ts';
import { useJobs, usePlans } from '../state/topics.ts';
import { Panel } from '../ui/panel.tsx';
import { BrokenRestore, useBrokenRestore } from './broken-restore.tsx';
import { JobProgress } from './job-progress.tsx';
import { RestoreOutcome } from './restore-outcome.tsx';

/** Restores that go on without the window that began them, and how the last of them ended. */
export function RestoresNow() {
  const { words } = useSpeech();
  const plans = usePlans() ?? [];
  const restores = useJobs().filter((job) => job.verb === 'restore' || job.verb === 'undo');
  const underWay = restores.filter(isUnderWay);
  const broken = useBrokenRestore();
  const last = restores.findLast((job) => !isUnderWay(job));
  const nameOf = (job: Job) => plans.find((plan) => plan.id === job.planId)?.name ?? '';
  return (
    <>
      {underWay.length > 0 && (
        <Panel title={words('window.wizard.story.under')}>
          {underWay.map((job) => (
            <JobProgress key={job.id} job={job} name={nameOf(job)} />
          ))}
        </Panel>
      )}
      {broken && underWay.length === 0 && <BrokenRestore key={broken.id} run={broken} />}
      {last && !(broken && last.failure && isEngineStop(last.failure)) && underWay.length === 0 && (
        <RestoreOutcome key={last.id} job={last} />
      )}
    </>
  );
}
