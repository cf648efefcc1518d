import { Button, makeStyles, MessageBar, MessageBarBody, Spinner, Text } from '@fluentui/react-components';
import { type FormEvent, useRef, useState } from 'react';
import { type Failure, passphraseTrouble, type Plan } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { shownDisk } from '../state/disks.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { NO_PASSPHRASE, secretOf, type TypedSecret } from '../state/typed-secret.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { PassphraseField } from './passphrase-field.tsx';
import { SecretField } from './secret-field.tsx';
import { ToldFailure } from './told-failure.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  buttons: { display: 'flex', justifyContent: 'flex-end', alignItems: 'center', gap: '8px' },
});

/** The old passphrase or the recovery key, and the new one twice. */
export function ChangePassphrase({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { words } = useSpeech();
  return (
    <DialogFrame
      title={words('window.keys.change.title', { name: shownName(plan.name) })}
      closeLabel={words('window.action.close')}
      onClose={onClose}
    >
      <ChangeForm plan={plan} onClose={onClose} />
    </DialogFrame>
  );
}

function ChangeForm({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<TypedSecret>(NO_PASSPHRASE);
  const [[next, again], setNext] = useState<readonly [string, string]>(['', '']);
  const [state, setState] = useState<'asking' | 'changing' | 'done'>('asking');
  const [isTried, setTried] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const secret = secretOf(typed);
  const isWeak = passphraseTrouble(next) !== undefined;
  const isWrong = failure?.code === 'key-wrong';
  const isPassphrase = typed.way === 'passphrase';
  const isChanging = state === 'changing';
  const away = plan.places.filter(({ oldPassphrase }) => oldPassphrase);

  const change = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!secret || isWeak || next !== again || isChanging) return;
    setState('changing');
    const reply = await ask('vault.passphrase', { plan: plan.id, secret, next });
    setState(reply.ok ? 'done' : 'asking');
    setFailure(reply.ok ? undefined : reply.error);
    if (reply.ok) setNext(['', '']);
    if (reply.ok) setTyped(NO_PASSPHRASE);
  };

  if (state === 'done') {
    return (
      <>
        <MessageBar intent="success" layout="multiline" role="status" data-passphrase-changed>
          <MessageBarBody>{words('window.keys.change.done')}</MessageBarBody>
        </MessageBar>
        {away.length > 0 && (
          <MessageBar intent="warning" layout="multiline" role="alert" data-old-passphrase>
            <MessageBarBody>
              {away.map((disk) => (
                <Text key={disk.vaultId} block>
                  {words('disk.old-passphrase', { name: shownDisk(disk) })}
                </Text>
              ))}
            </MessageBarBody>
          </MessageBar>
        )}
        <div className={styles.buttons}>
          <Button appearance="primary" onClick={onClose}>
            {words('window.action.close')}
          </Button>
        </div>
      </>
    );
  }
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void change(event)}>
      <Text>{words('window.keys.change.text')}</Text>
      <SecretField
        label={words('window.keys.change.now')}
        typed={typed}
        wrong={isWrong && isPassphrase ? words('window.keys.ask.wrong') : undefined}
        isDisabled={isChanging}
        onChange={(value) => {
          setTyped(value);
          setFailure(undefined);
        }}
      />
      {isWrong && !isPassphrase && (
        <MessageBar intent="warning" layout="multiline" role="alert">
          <MessageBarBody>{words('window.keys.ask.wrong-key')}</MessageBarBody>
        </MessageBar>
      )}
      <PassphraseField
        label={words('window.keys.change.next')}
        value={next}
        hint={words('window.keys.protect.hint')}
        wrong={isTried && isWeak ? words('window.keys.protect.weak') : undefined}
        isDisabled={isChanging}
        onChange={(value) => setNext([value, again])}
      />
      <PassphraseField
        label={words('window.keys.protect.again')}
        value={again}
        wrong={isTried && !isWeak && next !== again ? words('window.keys.protect.differs') : undefined}
        isDisabled={isChanging}
        onChange={(value) => setNext([next, value])}
      />
      {failure && !isWrong && <ToldFailure failure={failure} />}
      <div className={styles.buttons}>
        {isChanging && <Spinner size="tiny" label={words('window.keys.change.changing')} />}
        <Button onClick={() => form.current?.closest('dialog')?.close()}>{words('window.action.cancel')}</Button>
        <Button type="submit" appearance="primary" disabled={!secret || isChanging}>
          {words('window.keys.change.confirm')}
        </Button>
      </div>
    </form>
  );
}
