import { Button, Checkbox, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { DocumentSearch20Regular, FolderArrowRight20Regular, Search20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Job, Plan } from '../../electron/contract/index.ts';
import { BackUpButton } from '../parts/back-up-button.tsx';
import { BackupOutcome } from '../parts/backup-outcome.tsx';
import { ConsolidateOutcome } from '../parts/consolidate-outcome.tsx';
import { CopyOutcome } from '../parts/copy-outcome.tsx';
import { DiskTurn } from '../parts/disk-turn.tsx';
import { JobProgress } from '../parts/job-progress.tsx';
import { LastRun } from '../parts/last-run.tsx';
import { LockMark } from '../parts/lock-mark.tsx';
import { NewestDamaged } from '../parts/newest-damaged.tsx';
import { PlanHold } from '../parts/plan-hold.tsx';
import { RepairOutcome } from '../parts/repair-outcome.tsx';
import { PlanMenu } from '../parts/plan-menu.tsx';
import { PlanPlaces } from '../parts/plan-places.tsx';
import { PointsTable } from '../parts/points-table.tsx';
import { SameDisk } from '../parts/same-disk.tsx';
import { SilentPlace } from '../parts/silent-place.tsx';
import { ToldFailure } from '../parts/told-failure.tsx';
import { ToldNow } from '../parts/told-now.tsx';
import { VerifyOutcome } from '../parts/verify-outcome.tsx';
import { useRests } from '../parts/schedule/use-rests.ts';
import { useNextRun, useSchedule } from '../parts/use-schedule.ts';
import { SHAPE_OF, useAge, useLastGood, useMoment } from '../parts/use-standing.ts';
import { useWasRestored } from '../parts/use-was-restored.ts';
import { useAnswer } from '../state/ask.ts';
import { currentJob, isOutdated, lastEnded, outcomeOf } from '../state/job-history.ts';
import { keepChoiceOf } from '../state/keep-choice.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { goTo } from '../state/route.ts';
import { hasNothing, standingOf } from '../state/standing.ts';
import { useJobs, usePlan, usePlans } from '../state/topics.ts';
import { unlockPlan } from '../state/unlock.ts';
import { startCheck } from '../state/ways.ts';
import { Facts } from '../ui/facts.tsx';
import { Mark } from '../ui/mark.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({
  state: { display: 'flex', alignItems: 'center', gap: '12px 20px', flexWrap: 'wrap' },
  words: { flex: '1 1 240px', minWidth: 0, display: 'flex', flexDirection: 'column' },
  headline: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  pointsHead: { padding: '20px 24px 12px', display: 'flex', flexDirection: 'column', gap: '2px' },
  pointsTitle: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  kinds: { marginLeft: '-8px' },
});

export function PlanScreen({ planId, newVault }: { planId: string; newVault: string | undefined }) {
  const { words } = useSpeech();
  const known = usePlans();
  const plan = usePlan(planId);
  const jobs = useJobs();
  const [closed, setClosed] = useState<string>();
  const ended = lastEnded(jobs, planId, 'backup');
  const made = lastEnded(jobs, planId, 'consolidate');
  const checked = lastEnded(jobs, planId, 'verify');
  const copied = lastEnded(jobs, planId, 'copy');
  const repaired = lastEnded(jobs, planId, 'repair');
  const told = jobs.findLast((job) => [ended, made, checked, copied, repaired].includes(job));
  const isTold = ended !== undefined && plan !== undefined && !isOutdated(ended, plan);
  const wasRestored = useWasRestored(known ?? [], jobs);
  if (!plan) return <Page title={known ? words('window.plan.gone') : words('window.app.loading')}>{null}</Page>;

  const isBusy = currentJob(jobs, planId, 'backup') !== undefined;
  // What was found damaged since was no good end.
  const isTelling = isTold && !isBusy && !(plan.newestDamaged && outcomeOf(ended) === 'complete');
  return (
    <Page title={shownName(plan.name)} actions={<PlanActions plan={plan} />}>
      <ToldNow />
      {newVault !== undefined && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{words('window.create.subfolder', { vault: shownName(newVault) })}</MessageBarBody>
        </MessageBar>
      )}
      <PlanState plan={plan} jobs={jobs} />
      {plan.hold && <PlanHold plan={plan} hold={plan.hold} />}
      {made && made === told && made.id !== closed && !currentJob(jobs, planId, 'consolidate') && (
        <ConsolidateOutcome job={made} onClose={() => setClosed(made.id)} />
      )}
      {plan.origin === 'here' && plan.isSameDisk && <SameDisk plan={plan} />}
      {checked && checked === told && checked.id !== closed && !currentJob(jobs, planId, 'verify') && (
        <VerifyOutcome job={checked} onClose={() => setClosed(checked.id)} />
      )}
      {copied && copied === told && copied.id !== closed && !currentJob(jobs, planId, 'copy') && (
        <CopyOutcome job={copied} onClose={() => setClosed(copied.id)} />
      )}
      {repaired && repaired === told && repaired.id !== closed && !currentJob(jobs, planId, 'repair') && (
        <RepairOutcome job={repaired} onClose={() => setClosed(repaired.id)} />
      )}
      {plan.silent && <SilentPlace silent={plan.silent} />}
      {plan.newestDamaged && <NewestDamaged plan={plan} />}
      {ended && ended === told && ended.id !== closed && isTelling && (
        <>
          <BackupOutcome job={ended} onClose={() => setClosed(ended.id)} />
          {outcomeOf(ended) === 'complete' && wasRestored === false && <Proof plan={plan} />}
        </>
      )}
      {!isTold && !isBusy && <LastRun plan={plan} />}
      <PlanPoints plan={plan} jobs={jobs} />
      {plan.origin === 'here' && <PlanPlaces plan={plan} jobs={jobs} />}
      <Panel>
        <PlanFacts plan={plan} />
      </Panel>
    </Page>
  );
}

/** The last step of a first plan: a restore of one file shows that the backup is worth something. */
function Proof({ plan }: { plan: Plan }) {
  const styles = useStyles();
  const { words } = useSpeech();
  return (
    <Panel>
      <div className={styles.state}>
        <Text className={styles.words}>{words('window.plans.prove-text')}</Text>
        <Button
          appearance="primary"
          icon={<FolderArrowRight20Regular />}
          onClick={() => goTo({ screen: 'browse', planId: plan.id, at: 'latest', path: '' })}
        >
          {words('window.plans.prove')}
        </Button>
      </div>
    </Panel>
  );
}

function PlanState({ plan, jobs }: { plan: Plan; jobs: readonly Job[] }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const age = useAge();
  const moment = useMoment();
  const next = useNextRun()(plan);
  const standing = standingOf(plan, jobs);
  const backup = currentJob(jobs, plan.id, 'backup');
  const others = (['consolidate', 'copy', 'repair', 'verify', 'restore'] as const).map((verb) =>
    currentJob(jobs, plan.id, verb),
  );
  const { lastGoodAt, writtenAt } = plan;
  const lastGood = useLastGood()(plan);
  const since =
    lastGoodAt === undefined ? lastGood : words('window.age.good-at', { at: moment(lastGoodAt), age: age(lastGoodAt) });

  return (
    <Panel>
      <div className={styles.state} data-standing={standing}>
        <Mark shape={SHAPE_OF[standing]} size={48} />
        <div className={styles.words}>
          <h2 className={styles.headline}>{words(`window.state.${standing}`)}</h2>
          <Text>{plan.origin === 'here' ? since : words('window.age.reading')}</Text>
          {standing === 'written' && writtenAt !== undefined && (
            <Text data-cause>{words('window.today.cause.written', { age: age(writtenAt) })}</Text>
          )}
          {next !== undefined && <Text className={styles.quiet}>{next}</Text>}
          <DiskTurn plan={plan} />
          <LockMark plan={plan} isLong />
        </div>
        <div className={styles.buttons}>
          <Button
            size="large"
            icon={<FolderArrowRight20Regular />}
            disabled={hasNothing(plan) && plan.state === 'never'}
            onClick={() => goTo({ screen: 'browse', planId: plan.id, at: 'latest', path: '' })}
          >
            {words('window.plan.restore-files')}
          </Button>
          {standing === 'written' && !others.some(Boolean) && (
            <Button
              size="large"
              appearance="primary"
              icon={<DocumentSearch20Regular />}
              onClick={() => startCheck(plan.id, 'read')}
            >
              {words('window.today.step.check-this')}
            </Button>
          )}
          {plan.origin === 'here' && !backup && <BackUpButton plan={plan} isPrimary={standing !== 'written'} />}
        </div>
      </div>
      {backup && <JobProgress job={backup} name={plan.name} />}
      {others.map((job) => job && <JobProgress key={job.id} job={job} name={plan.name} />)}
    </Panel>
  );
}

function PlanPoints({ plan, jobs }: { plan: Plan; jobs: readonly Job[] }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [hasKinds, setKinds] = useState(false);
  const copies = plan.copies?.map(({ copy, points }) => `${copy} ${points}`).join(' ');
  // A new point comes with the end of a run, and the plan's own values change with it.
  const version = `${lastEnded(jobs, plan.id, 'backup')?.id} ${lastEnded(jobs, plan.id, 'consolidate')?.id} ${lastEnded(jobs, plan.id, 'repair')?.id} ${copies} ${plan.lastRun?.endedAt} ${plan.lastGoodAt} ${plan.writtenAt}`;
  const points = useAnswer('point.list', { plan: plan.id }, version);
  const list = 'value' in points ? points.value : undefined;
  return (
    <Panel isFlush>
      <div className={styles.pointsHead}>
        <h2 className={styles.pointsTitle}>{words('window.plan.points')}</h2>
        {list && (
          <Text className={styles.quiet}>
            {list.length === 0
              ? words('window.plan.points-none')
              : words('window.plan.points-count', { count: list.length })}
          </Text>
        )}
        {list && list.length > 0 && (
          <Checkbox
            className={styles.kinds}
            label={words('window.point.show-kinds')}
            checked={hasKinds}
            onChange={(_event, { checked }) => setKinds(checked === true)}
          />
        )}
        {points.state === 'failed' && (
          <ToldFailure
            failure={points.failure}
            ways={{ 'try-again': points.retry, 'give-key': () => unlockPlan(plan.id) }}
          />
        )}
      </div>
      {list && list.length > 0 && <PointsTable planId={plan.id} points={list} hasKinds={hasKinds} />}
    </Panel>
  );
}

function PlanFacts({ plan }: { plan: Plan }) {
  const { words } = useSpeech();
  const schedule = useSchedule();
  const kept = keepChoiceOf(plan.keep);
  const rests = useRests(plan);
  return (
    <Facts
      rows={[
        [
          words('window.plan.what'),
          plan.sources.map((source) => <div key={source.path}>{shownName(source.path)}</div>),
        ],
        plan.origin === 'here'
          ? [words('window.plans.when'), schedule(plan.schedule)]
          : [words('window.plan.where'), shownName(plan.vault)],
        ...(rests.length > 0 ? [[words('window.holidays.rests'), rests.join(' · ')] as const] : []),
        [words('window.plans.kept'), kept.keep === 'own' ? kept.rule : words(`window.draft.keep-${kept.keep}`)],
        ...(plan.exclude.length > 0
          ? [[words('window.plan.left-out'), plan.exclude.map(shownName).join(', ')] as const]
          : []),
      ]}
    />
  );
}

function PlanActions({ plan }: { plan: Plan }) {
  const { words } = useSpeech();
  return (
    <>
      <Button icon={<Search20Regular />} onClick={() => goTo({ screen: 'find', planId: plan.id })}>
        {words('window.plan.search')}
      </Button>
      {(plan.origin === 'here' || plan.encryption !== 'none') && <PlanMenu plan={plan} />}
    </>
  );
}
