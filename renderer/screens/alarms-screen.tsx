import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Watch } from '../../electron/contract/index.ts';
import { AlarmCard } from '../parts/alarm-card.tsx';
import { ToldFailure } from '../parts/told-failure.tsx';
import { ToldNow } from '../parts/told-now.tsx';
import { useMoment } from '../parts/use-standing.ts';
import { ask, useAnswer } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { useNow } from '../state/now.ts';
import { tell } from '../state/told.ts';
import { useAlarmBoard } from '../state/topics.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { Mark } from '../ui/mark.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({
  none: { display: 'flex', gap: '16px', alignItems: 'center' },
  words: { display: 'flex', flexDirection: 'column', gap: '4px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  list: { display: 'flex', flexDirection: 'column', gap: '12px' },
});

/** All that is wrong, worst first, and when somebody last looked. */
export function AlarmsScreen() {
  const styles = useStyles();
  const { words } = useSpeech();
  const board = useAlarmBoard();
  const [isLooking, setLooking] = useState(false);
  const look = async (): Promise<void> => {
    setLooking(true);
    const reply = await ask('alarm.look', {});
    setLooking(false);
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void look() });
  };
  const alarms = board?.alarms ?? [];
  return (
    <Page
      title={words('window.alarms.title')}
      lead={
        <>
          {board &&
            (alarms.length === 0
              ? words('window.alarms.lead-none')
              : words('window.alarms.lead', { count: alarms.length }))}{' '}
          <Looked watch={board?.watch} />
        </>
      }
      actions={
        <Button icon={<ArrowSync20Regular />} disabledFocusable={isLooking} onClick={() => void look()}>
          {words('window.alarms.look')}
        </Button>
      }
    >
      <ToldNow />
      {board && alarms.length === 0 && (
        <Panel>
          <div className={styles.none}>
            <Mark shape="good" size={32} />
            <div className={styles.words}>
              <Text weight="semibold">{words('window.alarms.none')}</Text>
              <Text className={styles.quiet}>{words('window.alarms.none-next')}</Text>
            </div>
          </div>
        </Panel>
      )}
      <div className={styles.list}>
        {alarms.map((alarm) => (
          <AlarmCard key={alarm.id} alarm={alarm} />
        ))}
      </div>
      <Disclosure title={words('window.alarms.past-show')}>
        <PastAlarms version={alarms.map(({ id }) => id).join()} />
      </Disclosure>
    </Page>
  );
}

/** So many looks may be missed before that is said. */
const MISSED = 3;

function Looked({ watch }: { watch: Watch | undefined }) {
  const { words } = useSpeech();
  const moment = useMoment();
  const now = useNow();
  if (!watch) return null;
  if (watch.lookedAt === undefined) return <span data-looked="never">{words('window.alarms.looked-never')}</span>;
  const isLate = now - Date.parse(watch.lookedAt) > MISSED * watch.everyMs;
  return (
    <span data-looked={isLate ? 'late' : 'now'}>
      {words('window.alarms.looked', { at: moment(watch.lookedAt) })}
      {isLate && ` ${words('window.alarms.looked-late')}`}
    </span>
  );
}

/** `version`: asked again where it differs. */
function PastAlarms({ version }: { version: string }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const past = useAnswer('alarm.closed', { limit: 50 }, version);
  if (past.state === 'failed') return <ToldFailure failure={past.failure} ways={{ 'try-again': past.retry }} />;
  if (!past.value) return null;
  if (past.value.length === 0) return <Text>{words('window.alarms.past-none')}</Text>;
  return (
    <div className={styles.list}>
      {past.value.map((alarm) => (
        <AlarmCard key={alarm.id} alarm={alarm} />
      ))}
    </div>
  );
}
