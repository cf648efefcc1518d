import { Button, makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Spinner } from '@fluentui/react-components';
import { BeakerEdit20Regular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import type { CallOutput, Reply } from '../../electron/contract/index.ts';
import { lockText } from '../../electron/words/index.ts';
import { ask } from '../state/ask.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { namedPlace, type PickedPlace } from '../state/picked-place.ts';
import { ToldFailure } from './told-failure.tsx';

const useStyles = makeStyles({
  test: { alignSelf: 'stretch', display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '12px' },
  buttons: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  told: { alignSelf: 'stretch' },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
});

type Tested = Reply<CallOutput<'place.test'>>;

/** Tries a place before anything depends on it, and says what worked. What is said is only ever of the place that is chosen now. */
export function PlaceTest({ picked, children }: { picked: PickedPlace; children?: ReactNode }) {
  const styles = useStyles();
  const speech = useSpeech();
  const { words } = speech;
  const named = namedPlace(picked);
  const asked = JSON.stringify(named);
  const [tested, setTested] = useState<{ asked: string; reply: Tested | undefined }>();
  const told = tested?.asked === asked ? tested : undefined;
  const test = async () => {
    if (!named || asked === undefined) return;
    setTested({ asked, reply: undefined });
    const reply = await ask('place.test', named);
    setTested((before) => (before?.asked === asked ? { asked, reply } : before));
  };
  const isTesting = told !== undefined && told.reply === undefined;
  return (
    <div className={styles.test} data-place-test={told?.reply === undefined ? undefined : told.reply.ok}>
      <div className={styles.buttons}>
        {children}
        {named && !isTesting && (
          <Button icon={<BeakerEdit20Regular />} onClick={() => void test()}>
            {words('window.places.test')}
          </Button>
        )}
        {isTesting && <Spinner size="tiny" label={words('window.places.testing')} />}
      </div>
      {told?.reply?.ok === false && (
        <div className={styles.told}>
          <ToldFailure failure={told.reply.error} ways={{ 'try-again': () => void test() }} />
        </div>
      )}
      {told?.reply?.ok && (
        <MessageBar className={styles.told} intent="success" layout="multiline" role="status">
          <MessageBarBody className={styles.body}>
            <MessageBarTitle>{words('window.places.test-works')}</MessageBarTitle>
            {moreOf(speech, told.reply.value)}
          </MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}

function moreOf({ words, formats }: Speech, tested: CallOutput<'place.test'>): string {
  const { durability, freeBytes, lock, totalBytes } = tested;
  const room =
    freeBytes !== undefined && totalBytes !== undefined
      ? [words('window.places.test-room', { free: formats.bytes(freeBytes), total: formats.bytes(totalBytes) })]
      : [];
  const locked = lock ? [lockText(words, lock, formats)] : [];
  return [words(`window.places.test-${durability}`), ...locked, ...room].join(' ');
}
