import { Button, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { isPin, type PinState } from '../../../electron/contract/index.ts';
import { ask } from '../../state/ask.ts';
import { useSpeech } from '../../state/language.ts';
import { tell } from '../../state/told.ts';
import { DialogFrame } from '../../ui/dialog-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { PassphraseField } from '../passphrase-field.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '76ch' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** Sets, changes and removes the PIN. The one until now is asked for like everywhere else. */
export function PinPanel() {
  const styles = useStyles();
  const { words } = useSpeech();
  const [state, setState] = useState<PinState>();
  const [isAsking, setAsking] = useState(false);
  const [done, setDone] = useState<'set' | 'removed'>();
  useEffect(() => {
    void ask('pin.get', {}).then((reply) => (reply.ok ? setState(reply.value) : tell(reply.error)));
  }, []);
  const change = async (next: string | null) => {
    const reply = await ask('pin.set', { next });
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void change(next) });
    if (!reply.ok) return;
    setState(reply.value);
    setDone(next === null ? 'removed' : 'set');
  };
  if (!state) return null;
  return (
    <Panel title={words('window.pin.title')}>
      <Text className={styles.quiet}>{words('window.pin.why')}</Text>
      <Text className={styles.quiet}>{words('window.pin.slips')}</Text>
      <div className={styles.buttons}>
        <Button onClick={() => setAsking(true)}>{words(state.isSet ? 'window.pin.change' : 'window.pin.set')}</Button>
        {state.isSet && <Button onClick={() => void change(null)}>{words('window.pin.remove')}</Button>}
      </div>
      {done && (
        <MessageBar intent="success" layout="multiline" role="status" data-pin-done={done}>
          <MessageBarBody>{words(`window.pin.done-${done}`)}</MessageBarBody>
        </MessageBar>
      )}
      {isAsking && (
        <DialogFrame
          title={words(state.isSet ? 'window.pin.change-title' : 'window.pin.set-title')}
          closeLabel={words('window.action.close')}
          onClose={() => setAsking(false)}
        >
          <NewPin onGiven={change} />
        </DialogFrame>
      )}
    </Panel>
  );
}

/** Twice, since nobody sees what is typed. */
function NewPin({ onGiven }: { onGiven: (pin: string) => Promise<void> }) {
  const { words } = useSpeech();
  const [[next, again], setNext] = useState<readonly [string, string]>(['', '']);
  const [isTried, setTried] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const save = async (close: () => void) => {
    setTried(true);
    if (!isPin(next) || next !== again || isSaving) return;
    setSaving(true);
    await onGiven(next);
    close();
  };
  return (
    <DialogForm
      saveLabel={words('window.pin.save')}
      cancelLabel={words('window.action.cancel')}
      isSaving={isSaving}
      onSave={save}
    >
      <PassphraseField
        label={words('window.pin.new')}
        value={next}
        hint={words('window.pin.hint')}
        wrong={isTried && !isPin(next) ? words('window.pin.hint') : undefined}
        isFirst
        isDisabled={isSaving}
        onChange={(value) => setNext([value, again])}
      />
      <PassphraseField
        label={words('window.pin.again')}
        value={again}
        wrong={isTried && isPin(next) && next !== again ? words('window.keys.protect.differs') : undefined}
        isDisabled={isSaving}
        onChange={(value) => setNext([next, value])}
      />
    </DialogForm>
  );
}
