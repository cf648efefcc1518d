import { makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Channel, NotifyChange, NotifySettings } from '../../../electron/contract/index.ts';
import { ask } from '../../state/ask.ts';
import { useSpeech } from '../../state/language.ts';
import { tell } from '../../state/told.ts';
import { DialogFrame } from '../../ui/dialog-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ChannelPart } from '../notify/channel-part.tsx';
import { DigestPart } from '../notify/digest-part.tsx';
import { MailForm } from '../notify/mail-form.tsx';
import { WebhookForm } from '../notify/webhook-form.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '76ch' },
  rule: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: '12px',
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
  },
});

/** Who is told who is not at this computer: by mail, by webhook, and by a summary that also comes when all is well. */
export function NotifyPanel() {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const [settings, setSettings] = useState<NotifySettings>();
  const [form, setForm] = useState<Channel>();
  const load = () =>
    void ask('notify.get', {}).then((reply) => (reply.ok ? setSettings(reply.value) : tell(reply.error)));
  useEffect(load, []);
  const change = async (wanted: NotifyChange): Promise<boolean> => {
    const reply = await ask('notify.set', wanted);
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void change(wanted) });
    if (reply.ok) setSettings(reply.value);
    return reply.ok;
  };
  if (!settings) return null;
  const { mail, webhook } = settings;
  // Whoever sets it up first is told in the language of the window.
  const first: NotifyChange = mail || webhook ? {} : { language };
  return (
    <Panel title={words('window.notify.title')}>
      <Text className={styles.quiet}>{words('window.notify.why')}</Text>
      <ChannelPart
        channel="mail"
        title={words('window.notify.mail')}
        state={mail ? words('window.notify.mail-to', { to: mail.to.join(', ') }) : words('window.notify.mail-none')}
        health={mail?.health}
        onChange={() => setForm('mail')}
        onRemove={() => void change({ mail: null })}
        onTested={load}
      />
      <div className={styles.rule}>
        <ChannelPart
          channel="webhook"
          title={words('window.notify.webhook')}
          state={
            webhook
              ? words('window.notify.webhook-to', {
                  origin: webhook.origin,
                  format: words(`window.notify.format-${webhook.format}`),
                })
              : words('window.notify.webhook-none')
          }
          health={webhook?.health}
          onChange={() => setForm('webhook')}
          onRemove={() => void change({ webhook: null })}
          onTested={load}
        />
        {webhook?.isPlain && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{words('window.notify.plain')}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {(mail ?? webhook) && (
        <div className={styles.rule}>
          <DigestPart settings={settings} onChange={(wanted) => void change(wanted)} />
        </div>
      )}
      {form && (
        <DialogFrame
          title={words(`window.notify.${form}-title`)}
          closeLabel={words('window.action.close')}
          onClose={() => setForm(undefined)}
        >
          {form === 'mail' ? (
            <MailForm mail={mail} onGiven={(given) => change({ ...first, mail: given })} />
          ) : (
            <WebhookForm webhook={webhook} onGiven={(given) => change({ ...first, webhook: given })} />
          )}
        </DialogFrame>
      )}
    </Panel>
  );
}
