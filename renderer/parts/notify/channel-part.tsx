import { Button, makeStyles, MessageBar, MessageBarBody, Spinner, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Channel, Failure, NotifySettings, NotifyTested } from '../../../electron/contract/index.ts';
import { ask } from '../../state/ask.ts';
import { useSpeech } from '../../state/language.ts';
import { ToldFailure } from '../told-failure.tsx';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: '8px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
});

type Health = NonNullable<NotifySettings['mail']>['health'];

/** One way of telling: to whom, whether it arrives, and a test. `health`: absent where nobody is told in this way. */
export function ChannelPart(props: {
  channel: Channel;
  title: string;
  state: string;
  health: Health | undefined;
  onChange: () => void;
  onRemove: () => void;
  onTested: () => void;
}) {
  const styles = useStyles();
  const { words, formats } = useSpeech();
  const { channel, health } = props;
  const [tested, setTested] = useState<NotifyTested | Failure | 'testing'>();
  const test = async () => {
    setTested('testing');
    const reply = await ask('notify.test', { channel });
    setTested(reply.ok ? reply.value : reply.error);
    props.onTested();
  };
  const isTested = tested !== undefined && tested !== 'testing';
  return (
    <div className={styles.part} data-channel={channel}>
      <Text weight="semibold">{props.title}</Text>
      <Text className={styles.quiet}>{props.state}</Text>
      {!isTested && health?.failingSince !== undefined && health.failure && (
        <>
          <Text>{words('window.notify.failing', { at: formats.time(health.failingSince) })}</Text>
          <ToldFailure failure={health.failure} />
        </>
      )}
      {health?.sentAt !== undefined && health.failingSince === undefined && (
        <Text className={styles.quiet}>{words('window.notify.arrived', { at: formats.time(health.sentAt) })}</Text>
      )}
      {isTested && 'code' in tested && <ToldFailure failure={tested} ways={{ 'try-again': () => void test() }} />}
      {isTested && 'receivers' in tested && (
        <MessageBar intent="success" layout="multiline" role="status" data-tested={channel}>
          <MessageBarBody>{words('window.notify.tested', { count: tested.receivers })}</MessageBarBody>
        </MessageBar>
      )}
      <div className={styles.buttons}>
        <Button onClick={props.onChange}>{words(health ? 'window.notify.change' : 'window.notify.set-up')}</Button>
        {health && (
          <>
            <Button disabled={tested === 'testing'} onClick={() => void test()}>
              {words('window.notify.test')}
            </Button>
            <Button
              appearance="subtle"
              onClick={() => {
                setTested(undefined);
                props.onRemove();
              }}
            >
              {words('window.notify.remove')}
            </Button>
          </>
        )}
        {tested === 'testing' && <Spinner size="tiny" label={words('window.notify.testing')} />}
      </div>
    </div>
  );
}
