import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons';
import type { Job, Plan } from '../../electron/contract/index.ts';
import { BackUpButton } from '../parts/back-up-button.tsx';
import { JobProgress } from '../parts/job-progress.tsx';
import { LockMark } from '../parts/lock-mark.tsx';
import { PlanLink, PlanPlaces } from '../parts/plan-card.tsx';
import { PlannedRuns } from '../parts/planned-runs.tsx';
import { PlanMenu } from '../parts/plan-menu.tsx';
import { ToldNow } from '../parts/told-now.tsx';
import { useNextRun, useSchedule } from '../parts/use-schedule.ts';
import { SHAPE_OF, useLastGood } from '../parts/use-standing.ts';
import { currentJob } from '../state/job-history.ts';
import { useSpeech } from '../state/language.ts';
import { goTo } from '../state/route.ts';
import { standingOf } from '../state/standing.ts';
import { useJobs, usePlans } from '../state/topics.ts';
import { Mark } from '../ui/mark.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '12px' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '16px' },
  body: { flex: '1 1 180px', minWidth: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  actions: { display: 'flex', gap: '8px', flexShrink: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** All plans of this computer: what, where, when, and everything that can be done with them. */
export function PlansScreen() {
  const styles = useStyles();
  const { words } = useSpeech();
  const jobs = useJobs();
  const plans = usePlans();
  const own = plans?.filter(({ origin }) => origin === 'here') ?? [];
  return (
    <Page
      title={words('window.plans.title')}
      lead={words(plans && own.length === 0 ? 'window.plans.none-here' : 'window.plans.lead')}
      actions={
        <Button appearance="primary" icon={<Add20Regular />} onClick={() => goTo({ screen: 'new-plan' })}>
          {words('window.action.new-plan')}
        </Button>
      }
    >
      <ToldNow />
      <ul className={styles.list} aria-label={words('window.plans.list')}>
        {own.map((plan) => (
          <li key={plan.id}>
            <PlanRow plan={plan} jobs={jobs} />
          </li>
        ))}
      </ul>
      {own.some(({ schedule }) => schedule !== '') && <PlannedRuns version={plans} />}
    </Page>
  );
}

function PlanRow({ plan, jobs }: { plan: Plan; jobs: readonly Job[] }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const lastGood = useLastGood();
  const schedule = useSchedule();
  const nextRun = useNextRun();
  const standing = standingOf(plan, jobs);
  const job = currentJob(jobs, plan.id, 'backup');
  const when = [plan.schedule !== '' && schedule(plan.schedule), nextRun(plan)].filter(Boolean).join(' · ');
  return (
    <Panel>
      <article className={styles.row} data-plan={plan.id} data-standing={standing}>
        <Mark shape={SHAPE_OF[standing]} size={32} />
        <div className={styles.body}>
          <PlanLink plan={plan} level={2} />
          <Text>
            <Text weight="semibold">{words(`window.state.${standing}`)}</Text>
            {lastGood(plan) !== undefined && ` · ${lastGood(plan)}`}
          </Text>
          {when !== '' && <Text className={styles.quiet}>{when}</Text>}
          <LockMark plan={plan} />
          <PlanPlaces plan={plan} />
        </div>
        <div className={styles.actions}>
          {!job && <BackUpButton plan={plan} />}
          <PlanMenu plan={plan} label={words('window.plans.more-of', { name: plan.name })} />
        </div>
      </article>
      {job && <JobProgress job={job} name={plan.name} />}
    </Panel>
  );
}
