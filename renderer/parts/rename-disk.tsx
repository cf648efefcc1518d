import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { type FormEvent, useRef, useState } from 'react';
import type { Failure, Plan, PlanPlace } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { shownDisk } from '../state/disks.ts';
import { useSpeech } from '../state/language.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { ToldFailure } from './told-failure.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  buttons: { display: 'flex', justifyContent: 'flex-end', gap: '8px' },
});

/** What people call a disk of a plan. */
export function RenameDisk(props: { plan: Plan; disk: PlanPlace; onClose: () => void }) {
  const { words } = useSpeech();
  return (
    <DialogFrame
      title={words('window.places.rename-title', { name: shownDisk(props.disk) })}
      closeLabel={words('window.action.close')}
      onClose={props.onClose}
    >
      <RenameForm {...props} />
    </DialogFrame>
  );
}

function RenameForm({ plan, disk }: { plan: Plan; disk: PlanPlace }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState(disk.name);
  const [failure, setFailure] = useState<Failure>();
  const close = () => form.current?.closest('dialog')?.close();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const reply = await ask('disk.rename', { plan: plan.id, disk: disk.vaultId, name: name.trim() });
    if (reply.ok) close();
    else setFailure(reply.error);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void save(event)}>
      <Field label={words('window.places.disk-name')}>
        <Input value={name} maxLength={100} onChange={(_event, { value }) => setName(value)} />
      </Field>
      {failure && <ToldFailure failure={failure} />}
      <div className={styles.buttons}>
        <Button onClick={close}>{words('window.action.cancel')}</Button>
        <Button type="submit" appearance="primary" disabled={name.trim() === ''}>
          {words('window.draft.save')}
        </Button>
      </div>
    </form>
  );
}
