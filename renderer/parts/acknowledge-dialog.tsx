import { Button, Field, Input, makeStyles, Text } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { Alarm, Failure } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { ToldFailure } from './told-failure.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  buttons: { display: 'flex', justifyContent: 'flex-end', gap: '8px' },
  days: { maxWidth: '160px' },
});

const DAYS_MOST = 90;

/** A person takes an alarm upon them, by name. */
export function AcknowledgeDialog({ alarm, onClose }: { alarm: Alarm; onClose: () => void }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [by, setBy] = useState('');
  const [note, setNote] = useState('');
  const [days, setDays] = useState('7');
  const [isTried, setTried] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const isNameless = by.trim() === '';

  const save = async (): Promise<void> => {
    setTried(true);
    if (isNameless) return;
    const reply = await ask('alarm.acknowledge', {
      alarm: alarm.id,
      by: by.trim(),
      ...(note.trim() !== '' && { note: note.trim() }),
      days: Math.min(DAYS_MOST, Math.max(1, Math.round(Number(days)) || 1)),
    });
    if (reply.ok) onClose();
    else setFailure(reply.error);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save();
  };
  return (
    <DialogFrame
      title={words('window.alarms.acknowledge-title')}
      closeLabel={words('window.action.close')}
      onClose={onClose}
    >
      <form className={styles.form} noValidate onSubmit={submit} data-acknowledge-form>
        <Text>{words('window.alarms.acknowledge-text')}</Text>
        <Field
          label={words('window.alarms.name')}
          required
          {...(isTried &&
            isNameless && {
              validationState: 'error' as const,
              validationMessage: words('window.alarms.name-missing'),
            })}
        >
          <Input value={by} maxLength={200} onChange={(_event, { value }) => setBy(value)} />
        </Field>
        <Field label={words('window.alarms.note')}>
          <Input value={note} maxLength={1000} onChange={(_event, { value }) => setNote(value)} />
        </Field>
        <Field label={words('window.alarms.days')}>
          <Input
            className={styles.days}
            type="number"
            min={1}
            max={DAYS_MOST}
            value={days}
            onChange={(_event, { value }) => setDays(value)}
          />
        </Field>
        {failure && <ToldFailure failure={failure} />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{words('window.alarms.accept-cancel')}</Button>
          <Button appearance="primary" type="submit">
            {words('window.alarms.acknowledge')}
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
