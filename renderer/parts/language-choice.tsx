import { makeStyles, Select, tokens } from '@fluentui/react-components';
import { LocalLanguage20Regular } from '@fluentui/react-icons';
import { useId } from 'react';
import { LANGUAGES } from '../../electron/words/index.ts';
import { speak, useSpeech } from '../state/language.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    padding: '4px 8px 0 12px',
    color: tokens.colorNeutralForeground2,
  },
  choice: { flexGrow: 1 },
});

/** Each language stands under its own name, so that it is found by whoever reads no other. */
export function LanguageChoice() {
  const styles = useStyles();
  const { language, words } = useSpeech();
  const id = useId();
  return (
    <div className={styles.row}>
      <LocalLanguage20Regular aria-hidden="true" />
      <Select
        id={id}
        className={styles.choice}
        appearance="filled-lighter"
        value={language}
        aria-label={words('window.nav.language')}
        onChange={(_event, { value }) => {
          const chosen = LANGUAGES.find((one) => one === value);
          if (chosen) speak(chosen);
        }}
      >
        {LANGUAGES.map((one) => (
          <option key={one} value={one} lang={one}>
            {words(`window.nav.own-names.${one}`)}
          </option>
        ))}
      </Select>
    </div>
  );
}
