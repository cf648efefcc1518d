import { Button, makeStyles, Spinner, Text } from '@fluentui/react-components';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { type PinQuestion, usePinQuestion } from '../state/pin.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { PassphraseField } from './passphrase-field.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  buttons: { display: 'flex', justifyContent: 'flex-end', alignItems: 'center', gap: '8px' },
});

/** The one question for the PIN, wherever something in the window cannot be done without it. */
export function PinDialog() {
  const { words } = useSpeech();
  const question = usePinQuestion();
  if (!question) return null;
  return (
    <DialogFrame
      title={words('window.pin.ask.title')}
      closeLabel={words('window.action.close')}
      onClose={question.putAway}
    >
      <PinForm question={question} />
    </DialogFrame>
  );
}

function PinForm({ question }: { question: PinQuestion }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  const [pin, setPin] = useState('');
  const [isTrying, setTrying] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [waitSeconds, setWaitSeconds] = useState<number>();

  const close = () => form.current?.closest('dialog')?.close();
  const attempt = async (event: FormEvent) => {
    event.preventDefault();
    if (pin === '' || isTrying) return;
    setTrying(true);
    const failed = await question.attempt(pin);
    if (!failed) return close();
    const reply = await ask('pin.get', {});
    // Put away meanwhile.
    if (!form.current) return;
    setTrying(false);
    setFailure(failed);
    setWaitSeconds(reply.ok ? reply.value.waitSeconds : undefined);
  };
  // A disabled field has lost the focus.
  useEffect(() => {
    if (failure) form.current?.querySelector('input')?.focus();
  }, [failure]);

  const told = [
    ...(failure?.code === 'pin-wrong' ? [words('window.pin.ask.wrong')] : []),
    ...(waitSeconds === undefined ? [] : [words('window.pin.ask.wait', { seconds: waitSeconds })]),
  ];
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void attempt(event)} data-pin-question>
      <Text>{words('window.pin.ask.text')}</Text>
      <PassphraseField
        label={words('window.pin.pin')}
        value={pin}
        wrong={told.length > 0 ? told.join(' ') : undefined}
        isFirst
        isDisabled={isTrying}
        onChange={(value) => {
          setPin(value);
          setFailure(undefined);
        }}
      />
      <div className={styles.buttons}>
        {isTrying && <Spinner size="tiny" />}
        <Button onClick={close}>{words('window.action.cancel')}</Button>
        <Button type="submit" appearance="primary" disabled={pin === '' || isTrying}>
          {words('window.pin.ask.confirm')}
        </Button>
      </div>
    </form>
  );
}
