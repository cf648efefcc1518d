import { Field, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { type NotifyChange, type NotifySettings, WEBHOOK_FORMATS } from '../../../electron/contract/index.ts';
import { useSpeech } from '../../state/language.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { PassphraseField } from '../passphrase-field.tsx';

/** Where messages are posted to. The address of a robot is its key, so it is typed unseen and never shown again. */
export function WebhookForm(props: {
  webhook: NotifySettings['webhook'];
  onGiven: (webhook: NonNullable<NotifyChange['webhook']>) => Promise<boolean>;
}) {
  const { words } = useSpeech();
  const [format, setFormat] = useState(props.webhook?.format ?? 'wecom');
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const isKept = props.webhook !== null && url.trim() === '';
  const save = async (close: () => void) => {
    const isUsable = isKept || /^https?:\/\/[^/@\s]+/.test(url.trim());
    setWrong(!isUsable);
    if (!isUsable || isSaving) return;
    setSaving(true);
    await props.onGiven({ format, ...(!isKept && { url: url.trim() }), ...(secret !== '' && { secret }) });
    close();
  };
  return (
    <DialogForm
      saveLabel={words('window.notify.save')}
      cancelLabel={words('window.action.cancel')}
      isSaving={isSaving}
      onSave={save}
    >
      <Field label={words('window.notify.format')}>
        <Select
          value={format}
          onChange={(_event, { value }) => setFormat(WEBHOOK_FORMATS.find((one) => one === value) ?? format)}
        >
          {WEBHOOK_FORMATS.map((one) => (
            <option key={one} value={one}>
              {words(`window.notify.format-${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      <PassphraseField
        label={words('window.notify.url')}
        value={url}
        hint={words(props.webhook ? 'window.notify.url-kept' : 'window.notify.url-hint')}
        wrong={isWrong ? words('window.notify.bad-url') : undefined}
        isDisabled={isSaving}
        onChange={setUrl}
      />
      {format !== 'wecom' && (
        <PassphraseField
          label={words('window.notify.secret')}
          value={secret}
          hint={words(props.webhook?.hasSecret ? 'window.notify.url-kept' : 'window.notify.secret-hint')}
          isDisabled={isSaving}
          onChange={setSecret}
        />
      )}
    </DialogForm>
  );
}
