import { Field, makeStyles, Radio, RadioGroup, Select } from '@fluentui/react-components';
import type { ShellSettings } from '../../../electron/contract/index.ts';
import { LANGUAGES } from '../../../electron/words/index.ts';
import { useSpeech } from '../../state/language.ts';
import { changeSettings } from '../../state/settings.ts';
import { Panel } from '../../ui/panel.tsx';

const useStyles = makeStyles({ language: { width: '280px', maxWidth: '100%' }, themes: { flexWrap: 'wrap' } });

const THEMES = ['system', 'light', 'dark', 'contrast'] as const satisfies readonly ShellSettings['theme'][];

export function LookPanel({ settings }: { settings: ShellSettings }) {
  const styles = useStyles();
  const { words } = useSpeech();
  return (
    <Panel title={words('window.preferences.look')}>
      <Field label={words('window.preferences.language')} className={styles.language}>
        <Select
          value={settings.language ?? ''}
          onChange={(_event, { value }) =>
            void changeSettings({ language: LANGUAGES.find((language) => language === value) ?? null })
          }
        >
          <option value="">{words('window.preferences.language-system')}</option>
          {LANGUAGES.map((language) => (
            <option key={language} value={language} lang={language}>
              {words(`window.nav.own-names.${language}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words('window.preferences.theme')}>
        <RadioGroup
          layout="horizontal"
          className={styles.themes}
          value={settings.theme}
          onChange={(_event, { value }) => {
            const theme = THEMES.find((one) => one === value);
            if (theme) void changeSettings({ theme });
          }}
        >
          {THEMES.map((theme) => (
            <Radio key={theme} value={theme} label={words(`window.preferences.theme-${theme}`)} />
          ))}
        </RadioGroup>
      </Field>
    </Panel>
  );
}
