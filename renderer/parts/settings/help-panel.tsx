import { Button, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { BookQuestionMark20Regular, DocumentSearch20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Diagnostics } from '../../../electron/contract/index.ts';
import { ask } from '../../state/ask.ts';
import { useSpeech } from '../../state/language.ts';
import { shell } from '../../state/shell.ts';
import { tell } from '../../state/told.ts';
import { DialogFrame } from '../../ui/dialog-frame.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Panel } from '../../ui/panel.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '76ch' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  text: {
    margin: 0,
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  foot: { display: 'flex', justifyContent: 'flex-end', gap: '8px' },
});

/** The guide, and the report for whoever helps: shown whole before it is saved. */
export function HelpPanel() {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const [hasNoGuide, setNoGuide] = useState(false);
  const [shown, setShown] = useState<Diagnostics>();
  const [saved, setSaved] = useState<string>();
  const look = async () => {
    const reply = await ask('diagnostics.make', { preview: true });
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void look() });
    if (reply.ok) setShown(reply.value);
  };
  const save = async () => {
    const to = await shell.pickZip(language);
    if (to === null) return;
    setShown(undefined);
    const reply = await ask('diagnostics.make', { to });
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void save(), 'other-folder': () => void save() });
    if (reply.ok) setSaved(reply.value.path ?? to);
  };

  return (
    <Panel title={words('window.preferences.help')}>
      <div className={styles.buttons}>
        <Button
          icon={<BookQuestionMark20Regular />}
          onClick={() => void shell.openGuide(language).then((isThere) => setNoGuide(!isThere))}
        >
          {words('window.preferences.guide')}
        </Button>
      </div>
      {hasNoGuide && <Text role="alert">{words('window.preferences.guide-none')}</Text>}
      <Text weight="semibold">{words('window.preferences.bundle')}</Text>
      <Text className={styles.quiet}>{words('window.preferences.bundle-why')}</Text>
      <div className={styles.buttons}>
        <Button icon={<DocumentSearch20Regular />} onClick={() => void look()}>
          {words('window.preferences.bundle-look')}
        </Button>
      </div>
      {saved !== undefined && (
        <MessageBar intent="success" layout="multiline" data-bundle-saved={saved}>
          <MessageBarBody>{words('window.preferences.bundle-saved', { path: saved })}</MessageBarBody>
        </MessageBar>
      )}
      {shown && (
        <DialogFrame
          title={words('window.preferences.bundle')}
          closeLabel={words('window.action.close')}
          onClose={() => setShown(undefined)}
        >
          {shown.entries.map((entry) => (
            <Entry key={entry.name} entry={entry} />
          ))}
          <div className={styles.foot}>
            <Button onClick={() => setShown(undefined)}>{words('window.action.cancel')}</Button>
            <Button appearance="primary" onClick={() => void save()}>
              {words('window.preferences.bundle-save')}
            </Button>
          </div>
        </DialogFrame>
      )}
    </Panel>
  );
}

function Entry({ entry }: { entry: Diagnostics['entries'][number] }) {
  const styles = useStyles();
  const { formats } = useSpeech();
  return (
    <Disclosure title={`${entry.name} · ${formats.bytes(entry.bytes)}`}>
      <pre className={styles.text}>{entry.text}</pre>
    </Disclosure>
  );
}
