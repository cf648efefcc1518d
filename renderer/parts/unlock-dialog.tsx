import { Button, Checkbox, makeStyles, MessageBar, MessageBarBody, Spinner, Text } from '@fluentui/react-components';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { useRemembered } from '../state/remembered.ts';
import { NO_PASSPHRASE, secretOf, type TypedSecret } from '../state/typed-secret.ts';
import { type KeyQuestion, putKeyQuestionAway, useKeyQuestion } from '../state/unlock.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { SecretField } from './secret-field.tsx';
import { ToldFailure } from './told-failure.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  remember: { marginLeft: '-8px' },
  buttons: { display: 'flex', justifyContent: 'flex-end', alignItems: 'center', gap: '8px' },
});

/** The one question for the passphrase, wherever something in the window cannot go on without it. */
export function UnlockDialog() {
  const { words } = useSpeech();
  const question = useKeyQuestion();
  if (!question) return null;
  return (
    <DialogFrame
      title={words('window.keys.ask.title')}
      closeLabel={words('window.action.close')}
      onClose={putKeyQuestionAway}
    >
      <UnlockForm question={question} />
    </DialogFrame>
  );
}

function UnlockForm({ question }: { question: KeyQuestion }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<TypedSecret>(NO_PASSPHRASE);
  const canRemember = Array.isArray(useRemembered()) && question.canRemember;
  const [isRemembered, setRemembered] = useState(false);
  const [isOpening, setOpening] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const secret = secretOf(typed);
  const isWrong = failure?.code === 'key-wrong';
  const isPassphrase = typed.way === 'passphrase';

  const close = () => form.current?.closest('dialog')?.close();
  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (!secret || isOpening) return;
    setOpening(true);
    const failed = await question.open(secret, isRemembered);
    // Put away while it was being opened.
    if (!form.current) return;
    setOpening(false);
    setFailure(failed);
    if (failed) return;
    close();
    question.goOn();
  };
  const change = (next: TypedSecret) => {
    setTyped(next);
    setFailure(undefined);
  };
  // A disabled field has lost the focus.
  useEffect(() => {
    if (failure) form.current?.querySelector('input')?.focus();
  }, [failure]);

  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void open(event)} data-unlock>
      <Text>{words('window.keys.ask.text', { name: shownName(question.about) })}</Text>
      <SecretField
        typed={typed}
        onChange={change}
        wrong={isWrong && isPassphrase ? words('window.keys.ask.wrong') : undefined}
        isDisabled={isOpening}
      />
      {canRemember && (
        <Checkbox
          className={styles.remember}
          checked={isRemembered}
          disabled={isOpening}
          label={words('window.keys.ask.remember')}
          onChange={(_event, { checked }) => setRemembered(checked === true)}
        />
      )}
      {isWrong && !isPassphrase && (
        <MessageBar intent="warning" layout="multiline" role="alert">
          <MessageBarBody>{words('window.keys.ask.wrong-key')}</MessageBarBody>
        </MessageBar>
      )}
      {failure && !isWrong && <ToldFailure failure={failure} />}
      <div className={styles.buttons}>
        {isOpening && <Spinner size="tiny" label={words('window.keys.ask.opening')} />}
        <Button onClick={close}>{words('window.action.cancel')}</Button>
        <Button type="submit" appearance="primary" disabled={!secret || isOpening}>
          {words('window.keys.ask.confirm')}
        </Button>
      </div>
    </form>
  );
}
