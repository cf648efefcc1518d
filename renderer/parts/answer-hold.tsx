import { Button, Field, Input, makeStyles, Text } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { Failure, Hold, Plan } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { ToldFailure } from './told-failure.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: '8px' },
});

/** Who answers gives a name: it is asked for once more when something has gone wrong. */
export function AnswerHold(props: { plan: Plan; hold: Hold; onClose: () => void }) {
  const { words } = useSpeech();
  return (
    <DialogFrame title={words('hold.answer-title')} closeLabel={words('window.action.close')} onClose={props.onClose}>
      <AnswerForm {...props} />
    </DialogFrame>
  );
}

function AnswerForm({ plan, hold }: { plan: Plan; hold: Hold }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  const [by, setBy] = useState('');
  const [failure, setFailure] = useState<Failure>();
  const close = () => form.current?.closest('dialog')?.close();
  const answer = async (given: 'ours' | 'attack') => {
    const reply = await ask('hold.answer', { plan: plan.id, answer: given, by: by.trim() });
    if (reply.ok) close();
    else setFailure(reply.error);
  };
  const isNameless = by.trim() === '';
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => event.preventDefault()}>
      <Text>{words('hold.answer-text')}</Text>
      <Field label={words('hold.name')} hint={words('hold.name-why')}>
        <Input value={by} maxLength={100} onChange={(_event, { value }) => setBy(value)} />
      </Field>
      {failure && <ToldFailure failure={failure} />}
      <div className={styles.buttons}>
        <Button onClick={close}>{words('window.action.cancel')}</Button>
        {!hold.confirmed && (
          <Button disabled={isNameless} data-answer="attack" onClick={() => void answer('attack')}>
            {words('hold.attack')}
          </Button>
        )}
        <Button disabled={isNameless} data-answer="ours" onClick={() => void answer('ours')}>
          {words(hold.confirmed ? 'hold.mended' : 'hold.ours')}
        </Button>
      </div>
    </form>
  );
}
