import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ChevronRight20Regular } from '@fluentui/react-icons';
import type { Job, Plan } from '../../electron/contract/index.ts';
import { currentJob } from '../state/job-history.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { goTo } from '../state/route.ts';
import { standingOf } from '../state/standing.ts';
import { Mark } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { BackUpButton } from './back-up-button.tsx';
import { DiskTurn } from './disk-turn.tsx';
import { JobProgress } from './job-progress.tsx';
import { LockMark } from './lock-mark.tsx';
import { useCause } from './use-cause.ts';
import { useSpace } from './use-space.ts';
import { useNextRun } from './use-schedule.ts';
import { SHAPE_OF, useLastGood } from './use-standing.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '12px 20px' },
  body: { flex: '1 1 180px', minWidth: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  name: { margin: 0, minWidth: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  link: {
    display: 'block',
    maxWidth: '100%',
    padding: 0,
    border: 'none',
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    fontWeight: tokens.fontWeightSemibold,
    textAlign: 'left',
    cursor: 'pointer',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    ':hover': { color: tokens.colorBrandForegroundLink },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, borderRadius: tokens.borderRadiusSmall },
  },
  cause: { overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  places: { color: tokens.colorNeutralForeground3 },
  actions: { display: 'flex', alignItems: 'center', gap: '8px', flexShrink: 0 },
});

/** One plan on Home: its state in words and shape, how old its last good backup is, and the button that makes the next. */
export function PlanCard({ plan, jobs }: { plan: Plan; jobs: readonly Job[] }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const lastGood = useLastGood();
  const standing = standingOf(plan, jobs);
  const job = currentJob(jobs, plan.id, 'backup');
  const since = plan.origin === 'here' ? lastGood(plan) : words('window.age.reading');
  const next = useNextRun()(plan);
  const cause = useCause()(plan);
  const space = useSpace()(plan);

  return (
    <Panel>
      <article className={styles.row} data-plan={plan.id} data-standing={standing}>
        <Mark shape={SHAPE_OF[standing]} size={40} />
        <div className={styles.body}>
          <PlanLink plan={plan} level={3} />
          <Text>
            <Text weight="semibold">{words(`window.state.${standing}`)}</Text>
            {since !== undefined && ` · ${since}`}
          </Text>
          {!job && cause !== undefined && (
            <Text className={styles.cause} data-cause>
              {cause}
            </Text>
          )}
          {space !== undefined && (
            <Text className={styles.cause} data-space>
              {space}
            </Text>
          )}
          {next !== undefined && <Text className={styles.quiet}>{next}</Text>}
          <DiskTurn plan={plan} />
          <LockMark plan={plan} />
          <PlanPlaces plan={plan} />
        </div>
        <div className={styles.actions}>
          {plan.origin === 'here' && !job && <BackUpButton plan={plan} />}
          <Button
            appearance="subtle"
            icon={<ChevronRight20Regular />}
            aria-label={words('window.home.open-plan', { name: plan.name })}
            onClick={() => goTo({ screen: 'plan', planId: plan.id })}
          />
        </div>
      </article>
      {job && <JobProgress job={job} name={plan.name} />}
    </Panel>
  );
}

/** A plan's name, which leads to it. */
export function PlanLink({ plan, level }: { plan: Plan; level: 2 | 3 }) {
  const styles = useStyles();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <Heading className={styles.name}>
      <button
        type="button"
        className={styles.link}
        title={shownName(plan.name)}
        onClick={() => goTo({ screen: 'plan', planId: plan.id })}
      >
        {shownName(plan.name)}
      </button>
    </Heading>
  );
}

/** What a plan reads and where it writes to, on one line. */
export function PlanPlaces({ plan }: { plan: Plan }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [first, ...rest] = plan.sources.map((source) => shownName(source.path));
  const what =
    first !== undefined && rest.length > 0 ? words('window.home.and-more', { first, rest: rest.length }) : first;
  const vault = shownName(plan.vault);
  return (
    <Text size={200} truncate wrap={false} block className={styles.places} title={`${what ?? ''} → ${vault}`}>
      {what} → {vault}
    </Text>
  );
}
