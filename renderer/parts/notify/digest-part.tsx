import { Field, Input, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import {
  type DigestSettings,
  type Language,
  type NotifyChange,
  type NotifySettings,
  WEEKDAYS,
  zDigestSettings,
} from '../../../electron/contract/index.ts';
import { LANGUAGES } from '../../../electron/words/index.ts';
import { useSpeech } from '../../state/language.ts';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: '8px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '12px', alignItems: 'flex-end' },
  choice: { width: '220px', maxWidth: '100%' },
  small: { width: '140px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const EVERY = ['week', 'day', 'never'] as const satisfies readonly DigestSettings['every'][];
const OWN_NAMES: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文' };

/** How often a summary is sent, and in which language all messages are. Changes hold at once. */
export function DigestPart(props: { settings: NotifySettings; onChange: (change: NotifyChange) => void }) {
  const styles = useStyles();
  const { words, formats, language } = useSpeech();
  const { digest, nextDigestAt } = props.settings;
  const [at, setAt] = useState(digest.at);
  const change = (changed: Partial<DigestSettings>) => props.onChange({ digest: { ...digest, ...changed } });
  return (
    <div className={styles.part} data-digest={digest.every}>
      <Text weight="semibold">{words('window.notify.digest')}</Text>
      <Text className={styles.quiet}>{words('window.notify.digest-why')}</Text>
      <div className={styles.row}>
        <Select
          className={styles.choice}
          aria-label={words('window.notify.digest')}
          value={digest.every}
          onChange={(_event, { value }) => change({ every: EVERY.find((one) => one === value) ?? digest.every })}
        >
          {EVERY.map((one) => (
            <option key={one} value={one}>
              {words(`window.notify.digest-${one}`)}
            </option>
          ))}
        </Select>
        {digest.every === 'week' && (
          <Field label={words('window.notify.digest-on')}>
            <Select
              className={styles.small}
              value={digest.on}
              onChange={(_event, { value }) => change({ on: WEEKDAYS.find((one) => one === value) ?? digest.on })}
            >
              {WEEKDAYS.map((day, index) => (
                <option key={day} value={day}>
                  {dayName(language, index)}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {digest.every !== 'never' && (
          <Field label={words('window.notify.digest-at')}>
            <Input
              type="time"
              className={styles.small}
              value={at}
              onChange={(_event, { value }) => {
                setAt(value);
                if (zDigestSettings.shape.at.safeParse(value).success) change({ at: value });
              }}
            />
          </Field>
        )}
      </div>
      {nextDigestAt !== undefined && (
        <Text className={styles.quiet}>{words('window.notify.digest-next', { at: formats.time(nextDigestAt) })}</Text>
      )}
      <Field label={words('window.notify.language')} className={styles.choice}>
        <Select
          value={props.settings.language}
          onChange={(_event, { value }) => {
            const chosen = LANGUAGES.find((one) => one === value);
            if (chosen) props.onChange({ language: chosen });
          }}
        >
          {LANGUAGES.map((one) => (
            <option key={one} value={one}>
              {OWN_NAMES[one]}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}

/** The first is Monday. */
function dayName(language: Language, index: number): string {
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, 1 + index)),
  );
}
