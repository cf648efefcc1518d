import { Button, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { ArrowDownload20Regular, ArrowUpload20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ConfigImported } from '../../../electron/contract/index.ts';
import { ask } from '../../state/ask.ts';
import { useSpeech } from '../../state/language.ts';
import { shownName } from '../../state/paths.ts';
import { shell } from '../../state/shell.ts';
import { tell } from '../../state/told.ts';
import { DialogFrame } from '../../ui/dialog-frame.tsx';
import { Panel } from '../../ui/panel.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  list: { margin: 0, paddingLeft: '20px' },
  foot: { display: 'flex', justifyContent: 'flex-end', gap: '8px' },
});

interface Looked {
  readonly json: string;
  readonly found: ConfigImported;
}

/** Plans as a file: saved for other computers, or taken over from one, after a look at what that does. */
export function ConfigPanel() {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const [looked, setLooked] = useState<Looked>();
  const [done, setDone] = useState<string>();
  const [toType, setToType] = useState<ConfigImported['toType']>([]);

  const save = async () => {
    const reply = await ask('config.export', {});
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void save() });
    if (!reply.ok) return;
    const suggestedName = words('window.preferences.export-file');
    const path = await shell.saveText({ suggestedName, text: reply.value.json, language });
    if (path !== null) setDone(words('window.preferences.export-done', { path }));
  };
  const look = async () => {
    const file = await shell.readTextFile('config', language);
    if (!file) return;
    const reply = await ask('config.import', { json: file.text, preview: true });
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void look() });
    if (reply.ok) setLooked({ json: file.text, found: reply.value });
  };
  const takeOver = async (json: string) => {
    setLooked(undefined);
    const reply = await ask('config.import', { json });
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void takeOver(json) });
    if (!reply.ok) return;
    const count = reply.value.added.length;
    setDone(words(count === 0 ? 'window.preferences.import-done' : 'window.preferences.import-done-plans', { count }));
    setToType(reply.value.toType);
  };

  return (
    <Panel title={words('window.preferences.other')}>
      <Text className={styles.quiet}>{words('window.preferences.other-why')}</Text>
      <div className={styles.buttons}>
        <Button icon={<ArrowDownload20Regular />} onClick={() => void save()}>
          {words('window.preferences.export')}
        </Button>
        <Button icon={<ArrowUpload20Regular />} onClick={() => void look()}>
          {words('window.preferences.import')}
        </Button>
      </div>
      {done !== undefined && (
        <MessageBar intent="success" layout="multiline" data-config-done>
          <MessageBarBody>{done}</MessageBarBody>
        </MessageBar>
      )}
      {toType.map((secret) => (
        <MessageBar key={secret} intent="warning" layout="multiline" data-to-type={secret}>
          <MessageBarBody>{words(`config.to-type-${secret}`)}</MessageBarBody>
        </MessageBar>
      ))}
      {looked && (
        <ImportPreview
          found={looked.found}
          onTakeOver={() => void takeOver(looked.json)}
          onClose={() => setLooked(undefined)}
        />
      )}
    </Panel>
  );
}

function ImportPreview(props: { found: ConfigImported; onTakeOver: () => void; onClose: () => void }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { added, skipped, holidays, told, toType } = props.found;
  const isNothing = added.length === 0 && holidays.length === 0 && told !== 'taken';
  return (
    <DialogFrame
      title={words('window.preferences.import-title')}
      closeLabel={words('window.action.close')}
      onClose={props.onClose}
    >
      <div>
        <Text weight="semibold">
          {isNothing
            ? words('window.preferences.import-none')
            : words('window.preferences.import-adds', { count: added.length })}
        </Text>
        <ul className={styles.list}>
          {added.map((name) => (
            <li key={name}>{shownName(name)}</li>
          ))}
        </ul>
      </div>
      {holidays.length > 0 && (
        <div>
          <Text weight="semibold">{words('config.holidays', { count: holidays.length })}</Text>
          <Text block>{holidays.join(', ')}</Text>
        </div>
      )}
      {told !== 'nobody' && <Text weight="semibold">{words(`config.told-${told}`)}</Text>}
      {toType.map((secret) => (
        <MessageBar key={secret} intent="warning" layout="multiline">
          <MessageBarBody>{words(`config.to-type-${secret}`)}</MessageBarBody>
        </MessageBar>
      ))}
      {skipped.length > 0 && (
        <div>
          <Text weight="semibold">{words('window.preferences.import-skips', { count: skipped.length })}</Text>
          <ul className={styles.list}>
            {skipped.map(({ name, failure }) => (
              <li key={name}>
                {shownName(name)}
                <Text block size={200} className={styles.quiet}>
                  {words.failure(failure).sentence}
                </Text>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={styles.foot}>
        <Button onClick={props.onClose}>{words('window.action.cancel')}</Button>
        <Button appearance="primary" disabled={isNothing} onClick={props.onTakeOver}>
          {words('window.preferences.import-confirm')}
        </Button>
      </div>
    </DialogFrame>
  );
}
