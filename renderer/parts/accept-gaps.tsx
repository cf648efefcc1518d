import { Button, Field, Input, makeStyles, Select, Text } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { Failure } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { ToldFailure } from './told-failure.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  buttons: { display: 'flex', justifyContent: 'flex-end', gap: '8px' },
});

const DAYS = [7, 30, 90] as const;

/** Files that may be missing for some days: said by name, and over by itself. */
export function AcceptGaps(props: { planId: string; paths: readonly string[]; onClose: () => void }) {
  const { words } = useSpeech();
  return (
    <DialogFrame
      title={words('gapAccepted.title', { count: props.paths.length })}
      closeLabel={words('window.action.close')}
      onClose={props.onClose}
    >
      <AcceptForm {...props} />
    </DialogFrame>
  );
}

function AcceptForm({ planId, paths }: { planId: string; paths: readonly string[] }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  const [by, setBy] = useState('');
  const [days, setDays] = useState<number>(DAYS[0]);
  const [failure, setFailure] = useState<Failure>();
  const close = () => form.current?.closest('dialog')?.close();
  const accept = async () => {
    for (const pattern of paths) {
      const reply = await ask('gap.accept', { plan: planId, pattern, days, by: by.trim() });
      if (!reply.ok) return setFailure(reply.error);
    }
    close();
  };
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => event.preventDefault()} data-accept-gaps>
      <Text>{words('gapAccepted.text')}</Text>
      <Field label={words('hold.name')}>
        <Input value={by} maxLength={100} onChange={(_event, { value }) => setBy(value)} />
      </Field>
      <Field label={words('gapAccepted.days')}>
        <Select value={String(days)} onChange={(_event, { value }) => setDays(Number(value))}>
          {DAYS.map((each) => (
            <option key={each} value={each}>
              {words('gapAccepted.for', { count: each })}
            </option>
          ))}
        </Select>
      </Field>
      {failure && <ToldFailure failure={failure} />}
      <div className={styles.buttons}>
        <Button onClick={close}>{words('window.action.cancel')}</Button>
        <Button appearance="primary" disabled={by.trim() === ''} onClick={() => void accept()}>
          {words('gapAccepted.accept')}
        </Button>
      </div>
    </form>
  );
}
