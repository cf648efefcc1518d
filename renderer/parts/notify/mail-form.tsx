import { Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { MAIL_SECURITIES, type NotifyChange, type NotifySettings } from '../../../electron/contract/index.ts';
import { useSpeech } from '../../state/language.ts';
import { type MailDraft, mailDraftOf, type MailField, mailOf, withSecurity } from '../../state/mail-draft.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { PassphraseField } from '../passphrase-field.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', gap: '12px' },
  wide: { flexGrow: 1 },
  port: { width: '104px' },
  input: { minWidth: 0, width: '100%' },
});

/** How mails are sent, and to whom. Saved only where it can be so; whether it works a test says. */
export function MailForm(props: {
  mail: NotifySettings['mail'];
  onGiven: (mail: NonNullable<NotifyChange['mail']>) => Promise<boolean>;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [draft, setDraft] = useState(() => mailDraftOf(props.mail));
  const [wrong, setWrong] = useState<ReadonlySet<MailField>>(new Set());
  const [isSaving, setSaving] = useState(false);
  const save = async (close: () => void) => {
    const made = mailOf(draft);
    setWrong('wrong' in made ? made.wrong : new Set());
    if ('wrong' in made || isSaving) return;
    setSaving(true);
    const password = draft.password === '' ? {} : { password: draft.password };
    await props.onGiven({ ...made.settings, ...password });
    close();
  };
  const text = (field: 'to' | 'host' | 'port' | 'from' | 'user') => (
    <Input
      value={draft[field]}
      className={styles.input}
      autoComplete="off"
      spellCheck={false}
      data-mail-field={field}
      onChange={(_event, { value }) => setDraft({ ...draft, [field]: value })}
    />
  );
  const told = (field: MailField, hint?: string) =>
    wrong.has(field) ? { validationMessage: words(`window.notify.bad-${field}`) } : hint === undefined ? {} : { hint };
  return (
    <DialogForm
      saveLabel={words('window.notify.save')}
      cancelLabel={words('window.action.cancel')}
      isSaving={isSaving}
      onSave={save}
    >
      <Field label={words('window.notify.to')} {...told('to', words('window.notify.to-hint'))}>
        {text('to')}
      </Field>
      <Field label={words('window.notify.server')} {...told('server', words('window.notify.server-hint'))}>
        {text('host')}
      </Field>
      <div className={styles.row}>
        <Field label={words('window.notify.security')} className={styles.wide}>
          <SecurityChoice draft={draft} onChange={setDraft} />
        </Field>
        <Field label={words('window.notify.port')} className={styles.port} {...told('port')}>
          {text('port')}
        </Field>
      </div>
      <Field label={words('window.notify.user')} hint={words('window.notify.user-hint')}>
        {text('user')}
      </Field>
      <PassphraseField
        label={words('window.notify.password')}
        value={draft.password}
        {...(props.mail?.hasPassword && { hint: words('window.notify.password-kept') })}
        isDisabled={isSaving}
        onChange={(password) => setDraft({ ...draft, password })}
      />
      <Field label={words('window.notify.from')} {...told('from')}>
        {text('from')}
      </Field>
    </DialogForm>
  );
}

function SecurityChoice({ draft, onChange }: { draft: MailDraft; onChange: (draft: MailDraft) => void }) {
  const { words } = useSpeech();
  return (
    <Select
      value={draft.security}
      onChange={(_event, { value }) => {
        const chosen = MAIL_SECURITIES.find((one) => one === value);
        if (chosen) onChange(withSecurity(draft, chosen));
      }}
    >
      {MAIL_SECURITIES.map((one) => (
        <option key={one} value={one}>
          {words(`window.notify.security-${one}`)}
        </option>
      ))}
    </Select>
  );
}
