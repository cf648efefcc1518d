import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { About, Licence } from '../../../electron/contract/index.ts';
import { useSpeech } from '../../state/language.ts';
import { shell } from '../../state/shell.ts';
import { DialogFrame } from '../../ui/dialog-frame.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';

const useStyles = makeStyles({
  button: { alignSelf: 'flex-start' },
  text: {
    margin: 0,
    padding: '8px 12px',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
});

/** What runs here, and under which licences. The texts are long and come when they are asked for. */
export function AboutPanel() {
  const styles = useStyles();
  const { words } = useSpeech();
  const [about, setAbout] = useState<About>();
  const [licences, setLicences] = useState<readonly Licence[] | 'loading'>();
  useEffect(() => void shell.about().then(setAbout), []);
  const show = async () => {
    setLicences('loading');
    setLicences(await shell.licences());
  };

  return (
    <Panel title={words('window.preferences.about')}>
      {about && (
        <Facts
          rows={[
            [words('window.preferences.version'), about.version],
            ['Electron', about.electron],
            ['Chromium', about.chromium],
            [words('window.preferences.engine-node'), about.engineNode || words('window.preferences.engine-off')],
            [words('window.preferences.system'), about.os],
          ]}
        />
      )}
      <Button className={styles.button} onClick={() => void show()}>
        {words('window.preferences.licences')}
      </Button>
      {licences !== undefined && (
        <DialogFrame
          title={words('window.preferences.licences')}
          closeLabel={words('window.action.close')}
          onClose={() => setLicences(undefined)}
        >
          {licences === 'loading' && <Spinner label={words('window.app.loading')} />}
          {licences !== 'loading' &&
            licences.map(({ name, version, licence, text }) => (
              <Disclosure
                key={`${name} ${version}`}
                title={words('window.preferences.licence-line', { name, version, licence })}
              >
                <pre className={styles.text}>{text}</pre>
              </Disclosure>
            ))}
        </DialogFrame>
      )}
    </Panel>
  );
}
