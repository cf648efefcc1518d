import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Alarm } from '../../electron/contract/index.ts';
import { alarmText } from '../../electron/words/index.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { goTo, type Route } from '../state/route.ts';
import { usePlans } from '../state/topics.ts';
import { startBackup } from '../state/ways.ts';
import { Mark, type MarkShape } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { AcknowledgeDialog } from './acknowledge-dialog.tsx';
import { useMoment } from './use-standing.ts';

const useStyles = makeStyles({
  card: { display: 'flex', gap: '16px', alignItems: 'flex-start' },
  text: { display: 'flex', flexDirection: 'column', gap: '4px', minWidth: 0, overflowWrap: 'anywhere' },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  known: { color: tokens.colorNeutralForeground2 },
  next: { marginTop: '4px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '8px' },
});

/** One alarm: what happened, since when, what to do, and who looks after it. */
export function AlarmCard({ alarm }: { alarm: Alarm }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const time = useMoment();
  const [isAsking, setAsking] = useState(false);
  const { what, lines, next } = alarmText(words, alarm, { time, nameOf: shownName });
  const isOpen = alarm.closedAt === undefined;
  return (
    <Panel>
      <div className={styles.card} data-alarm={alarm.cause} data-alarm-state={alarm.state}>
        <Mark shape={shapeOf(alarm)} size={32} />
        <div className={styles.text}>
          <h2 className={styles.title}>{what}</h2>
          {lines.map((line) => (
            <Text key={line} className={styles.known}>
              {line}
            </Text>
          ))}
          {isOpen && (
            <>
              <Text className={styles.next}>
                <b>{words('window.alarms.what')}</b> {next}
              </Text>
              <div className={styles.buttons}>
                <Ways alarm={alarm} />
                {!alarm.acknowledged && (
                  <Button
                    aria-label={words('window.alarms.acknowledge-of', { what })}
                    data-acknowledge={alarm.id}
                    onClick={() => setAsking(true)}
                  >
                    {words('window.alarms.acknowledge')}
                  </Button>
                )}
              </div>
            </>
          )}
        </div>
      </div>
      {isAsking && <AcknowledgeDialog alarm={alarm} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

function shapeOf({ closedAt, urgent, acknowledged, cause }: Alarm): MarkShape {
  if (closedAt !== undefined) return 'written';
  if (acknowledged) return 'paused';
  if (urgent) return 'bad';
  return cause === 'no-good-point' || cause === 'copy-behind' || cause === 'check-late' ? 'late' : 'warning';
}

const BACK_UP: ReadonlySet<Alarm['cause']> = new Set(['no-good-point', 'run-failed', 'place-lost']);

/** The ways to put it right that a button can go. */
function Ways({ alarm }: { alarm: Alarm }) {
  const { words } = useSpeech();
  const known = new Set(usePlans()?.map(({ id }) => id));
  const plans = alarm.plans.filter(({ id }) => known.has(id));
  const [first] = plans;
  const go =
    (route: Route): (() => void) =>
    () =>
      goTo(route);
  if (alarm.cause === 'neighbour')
    return <Button onClick={go({ screen: 'fleet' })}>{words('window.alarms.open-fleet')}</Button>;
  if (alarm.cause === 'channel-failed')
    return <Button onClick={go({ screen: 'settings' })}>{words('window.alarms.open-settings')}</Button>;
  return (
    <>
      {first && BACK_UP.has(alarm.cause) && (
        <Button appearance="primary" onClick={() => void backUpEach(plans.map(({ id }) => id))}>
          {words('window.alarms.back-up')}
        </Button>
      )}
      {first && (
        <Button onClick={plans.length === 1 ? go({ screen: 'plan', planId: first.id }) : go({ screen: 'plans' })}>
          {words('window.alarms.open-plan')}
        </Button>
      )}
    </>
  );
}

async function backUpEach(plans: readonly string[]): Promise<void> {
  for (const plan of plans) if (!(await startBackup(plan))) return;
}
