import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  Text,
} from '@fluentui/react-components';
import { type FormEvent, useRef, useState } from 'react';
import {
  type DiskAdded,
  type Failure,
  keyGroups,
  passphraseTrouble,
  type Plan,
} from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { namedPlace, NO_PLACE } from '../state/picked-place.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { KeyShown } from './key-shown.tsx';
import { PassphraseField } from './passphrase-field.tsx';
import { PlaceFields } from './place-fields.tsx';
import { ToldFailure } from './told-failure.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  buttons: { display: 'flex', justifyContent: 'flex-end', alignItems: 'center', gap: '8px' },
});

/** Another disk that takes turns with the one there is, or with those there are. */
export function DiskDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { words } = useSpeech();
  const [added, setAdded] = useState<DiskAdded>();
  return (
    <DialogFrame
      title={words('window.places.disk-title', { name: shownName(plan.name) })}
      closeLabel={words('window.action.close')}
      onClose={onClose}
    >
      {added?.recoveryKey === undefined ? (
        <DiskForm plan={plan} onAdded={(value) => (value.recoveryKey === undefined ? onClose() : setAdded(value))} />
      ) : (
        <NewKey recoveryKey={added.recoveryKey} onClose={onClose} />
      )}
    </DialogFrame>
  );
}

/** Of the new disk, and shown only now. */
function NewKey({ recoveryKey, onClose }: { recoveryKey: string; onClose: () => void }) {
  const styles = useStyles();
  const { words } = useSpeech();
  return (
    <>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{words('window.places.disk-key')}</MessageBarBody>
      </MessageBar>
      <KeyShown groups={keyGroups(recoveryKey)} />
      <div className={styles.buttons}>
        <Button appearance="primary" onClick={onClose}>
          {words('window.places.disk-key-done')}
        </Button>
      </div>
    </>
  );
}

function DiskForm({ plan, onAdded }: { plan: Plan; onAdded: (added: DiskAdded) => void }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  const first = plan.places.find(({ role }) => role === 'primary');
  const [picked, setPicked] = useState(NO_PLACE);
  const [name, setName] = useState('');
  const [firstName, setFirstName] = useState(first?.name ?? '');
  const [[passphrase, again], setPassphrase] = useState<readonly [string, string]>(['', '']);
  const [isTried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const isEncrypted = plan.encryption !== 'none';
  const isWeak = isEncrypted && passphraseTrouble(passphrase) !== undefined;
  const differs = isEncrypted && passphrase !== again;
  const named = namedPlace(picked);

  const save = async () => {
    setTried(true);
    if (!named || name.trim() === '' || isWeak || differs || isAsking) return;
    setAsking(true);
    setFailure(undefined);
    const reply = await ask('disk.add', {
      plan: plan.id,
      ...named,
      name: name.trim(),
      ...(firstName.trim() !== '' && first && { firstName: firstName.trim() }),
      ...(isEncrypted && { secret: { passphrase } }),
    });
    setAsking(false);
    if (reply.ok) onAdded(reply.value);
    else setFailure(reply.error);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} data-disk-form>
      <Text>{words('window.places.disk-text')}</Text>
      <PlaceFields isFolderOnly picked={picked} isTried={isTried} isDisabled={isAsking} onChange={setPicked} />
      <Field
        label={words('window.places.disk-name')}
        hint={words('window.places.disk-hint')}
        {...(isTried &&
          name.trim() === '' && {
            validationState: 'error' as const,
            validationMessage: words('window.places.disk-needs-name'),
          })}
      >
        <Input value={name} maxLength={100} disabled={isAsking} onChange={(_event, { value }) => setName(value)} />
      </Field>
      {first && (
        <Field label={words('window.places.disk-first')} hint={shownName(first.place)}>
          <Input
            value={firstName}
            maxLength={100}
            disabled={isAsking}
            onChange={(_event, { value }) => setFirstName(value)}
          />
        </Field>
      )}
      {isEncrypted && (
        <>
          <PassphraseField
            label={words('window.places.disk-passphrase')}
            value={passphrase}
            hint={words('window.keys.protect.hint')}
            wrong={isTried && isWeak ? words('window.keys.protect.weak') : undefined}
            isDisabled={isAsking}
            onChange={(value) => setPassphrase([value, again])}
          />
          <PassphraseField
            label={words('window.keys.protect.again')}
            value={again}
            wrong={isTried && !isWeak && differs ? words('window.keys.protect.differs') : undefined}
            isDisabled={isAsking}
            onChange={(value) => setPassphrase([passphrase, value])}
          />
        </>
      )}
      {failure && <ToldFailure failure={failure} ways={{ 'try-again': () => void save() }} />}
      <div className={styles.buttons}>
        {isAsking && <Spinner size="tiny" label={words('window.places.adding')} />}
        <Button onClick={() => form.current?.closest('dialog')?.close()}>{words('window.action.cancel')}</Button>
        <Button type="submit" appearance="primary" disabled={isAsking}>
          {words('window.places.disk-confirm')}
        </Button>
      </div>
    </form>
  );
}
