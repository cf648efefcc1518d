import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons';
import type { Job, Plan } from '../../electron/contract/index.ts';
import { AlarmNotice } from '../parts/alarm-notice.tsx';
import { FirstPlan } from '../parts/first-plan.tsx';
import { KitReminder } from '../parts/kit-reminder.tsx';
import { NextStepButton } from '../parts/next-step-button.tsx';
import { PlanCard } from '../parts/plan-card.tsx';
import { StartWithComputer } from '../parts/start-with-computer.tsx';
import { ToldFailure } from '../parts/told-failure.tsx';
import { ToldNow } from '../parts/told-now.tsx';
import { useAge, useMoment } from '../parts/use-standing.ts';
import { useAnswer } from '../state/ask.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { lossOf, nextRunOf } from '../state/next-step.ts';
import { shownName } from '../state/paths.ts';
import { useNow } from '../state/now.ts';
import { goTo } from '../state/route.ts';
import { useSettings } from '../state/settings.ts';
import { needsStart, type Overall, overallOf } from '../state/standing.ts';
import { useAlarmBoard, useJobs, usePlans } from '../state/topics.ts';
import { Mark, type MarkShape } from '../ui/mark.tsx';
import { Page } from '../ui/page.tsx';

const useStyles = makeStyles({
  overall: {
    display: 'flex',
    alignItems: 'center',
    gap: '16px',
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
  },
  // Below the headline, beside its mark.
  reason: { display: 'flex', flexDirection: 'column', gap: '4px', paddingLeft: '72px', marginTop: '-4px' },
  plansHead: { display: 'flex', alignItems: 'flex-end', justifyContent: 'space-between', gap: '16px' },
  plansTitle: { margin: '8px 0 0', fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  list: { display: 'flex', flexDirection: 'column', gap: '12px' },
});

export function HomeScreen() {
  const plans = usePlans();
  const jobs = useJobs();
  const alarms = useAlarmBoard()?.alarms ?? [];
  const { startAtLogin, isStartBarred = false } = useSettings() ?? {};
  if (!plans) return <Starting />;
  const overall = overallOf(plans, jobs, startAtLogin, alarms);
  if (overall.kind === 'empty') return <FirstPlan />;
  return (
    <Page
      title={<OverallTitle overall={overall} />}
      lead={<OverallReason overall={overall} plans={plans} />}
      actions={<NextStepButton plans={plans} jobs={jobs} />}
    >
      <ToldNow />
      <AlarmNotice alarms={alarms} />
      {startAtLogin === false && needsStart(plans) && <StartWithComputer isBarred={isStartBarred} />}
      <KitReminder plans={plans} />
      <PlanList plans={plans} jobs={jobs} />
    </Page>
  );
}

/** Before the plans have come: a moment of waiting, or why the engine does not open. */
function Starting() {
  const { words } = useSpeech();
  const status = useAnswer('status.get', {});
  if (status.state !== 'failed') {
    return (
      <Page title={words('window.nav.home')}>
        <Spinner label={words('window.app.loading')} />
      </Page>
    );
  }
  return (
    <Page title={words('window.failure.start')}>
      <ToldFailure
        failure={status.failure}
        actions={<Button onClick={status.retry}>{words('window.remedy.try-again')}</Button>}
      />
    </Page>
  );
}

const SHAPES = {
  protected: 'good',
  attention: 'warning',
  unprotected: 'bad',
  asleep: 'warning',
  alarmed: 'warning',
  working: 'working',
  reading: 'none',
} as const satisfies Record<Exclude<Overall['kind'], 'empty'>, MarkShape>;

type Known = Exclude<Overall, { kind: 'empty' }>;

function OverallTitle({ overall }: { overall: Known }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const kind = overall.kind === 'asleep' || overall.kind === 'alarmed' ? 'attention' : overall.kind;
  return (
    <span className={styles.overall} data-overall={kind}>
      <Mark shape={SHAPES[overall.kind]} size={56} />
      {words(`window.home.${kind}`)}
    </span>
  );
}

function OverallReason({ overall, plans }: { overall: Known; plans: readonly Plan[] }) {
  const styles = useStyles();
  const speech = useSpeech();
  const { words, times } = speech;
  const now = useNow();
  const age = useAge();
  const moment = useMoment();
  const loss = lossOf(plans);
  const next = nextRunOf(plans);
  return (
    <span className={styles.reason}>
      <Text size={400} role="status" block>
        {reasonOf(speech, overall, age)}
      </Text>
      {loss && (
        <Text block data-loss={loss.kind}>
          {loss.kind === 'since'
            ? words('window.today.lose-since', { at: times.point(loss.at, now), age: age(loss.at) })
            : words(`window.today.lose-${loss.kind}`, { count: loss.plans })}
        </Text>
      )}
      {overall.kind !== 'reading' && (
        <Text block>
          {next
            ? words('window.today.next', { at: moment(next.at), name: shownName(next.plan.name) })
            : words('window.today.next-none')}
        </Text>
      )}
    </span>
  );
}

function reasonOf({ words }: Speech, overall: Known, age: (iso: string) => string): string {
  if (overall.kind === 'reading') return words('window.home.reading-why');
  if (overall.kind === 'alarmed')
    return words(`alarm.what.${overall.alarm.cause}`, { name: shownName(overall.alarm.name) });
  if (overall.kind === 'asleep') return words('window.today.start-why');
  if (overall.kind === 'protected') {
    return words('window.home.protected-why', { count: overall.plans, age: age(overall.oldestGoodAt) });
  }
  if (overall.name !== undefined && overall.kind !== 'working')
    return words(`window.home.${overall.kind}-why-named`, { name: shownName(overall.name) });
  return words(`window.home.${overall.kind}-why`, { count: overall.plans });
}

function PlanList({ plans, jobs }: { plans: readonly Plan[]; jobs: readonly Job[] }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const sorted = [
    ...plans.filter((plan) => plan.origin === 'here'),
    ...plans.filter((plan) => plan.origin === 'vault'),
  ];
  return (
    <>
      <div className={styles.plansHead}>
        <h2 className={styles.plansTitle}>{words('window.home.plans')}</h2>
        <Button icon={<Add20Regular />} onClick={() => goTo({ screen: 'new-plan' })}>
          {words('window.action.new-plan')}
        </Button>
      </div>
      <div className={styles.list}>
        {sorted.map((plan) => (
          <PlanCard key={plan.id} plan={plan} jobs={jobs} />
        ))}
      </div>
    </>
  );
}
