import { makeStyles, MessageBar, MessageBarBody, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useSpeech } from '../state/language.ts';
import { type PlaceHolds, type Protection, protectionTrouble } from '../state/protection.ts';
import { PassphraseField } from './passphrase-field.tsx';
import { SecretField } from './secret-field.tsx';
import { Step } from './step.tsx';

const useStyles = makeStyles({
  option: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
  fields: { display: 'flex', flexDirection: 'column', gap: '12px', maxWidth: '480px', marginLeft: '40px' },
  secret: { maxWidth: '640px' },
});

/** Whether the backups are encrypted, asked before the first of them; of a place that holds some already only what is left to answer. */
export function ProtectStep(props: {
  number: number;
  protection: Protection;
  /** Undefined while nobody has looked, or nobody could. */
  holds: PlaceHolds | undefined;
  isTried: boolean;
  onChange: (protection: Protection) => void;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { protection, holds, onChange, isTried } = props;
  const trouble = protectionTrouble(protection, holds);
  const missing = isTried && trouble === 'secret' ? words('window.keys.protect.needs-secret') : undefined;
  const isAsked = holds === undefined || holds === 'nothing';
  return (
    <Step
      number={props.number}
      title={words('window.keys.protect.title')}
      {...(isAsked && { text: words('window.keys.protect.text') })}
      missing={missing}
    >
      {isAsked && <Choice {...props} />}
      {holds === 'plain' && <Text className={styles.quiet}>{words('window.keys.protect.plain')}</Text>}
      {holds === 'known' && <Text className={styles.quiet}>{words('window.keys.protect.known')}</Text>}
      {holds === 'locked' && (
        <div className={styles.secret}>
          <Text>{words('window.keys.protect.locked')}</Text>
          <SecretField typed={protection.typed} onChange={(typed) => onChange({ ...protection, typed })} />
        </div>
      )}
    </Step>
  );
}

function Choice({ protection, isTried, onChange }: Parameters<typeof ProtectStep>[0]) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { isOn, passphrase, again } = protection;
  const trouble = protectionTrouble(protection, 'nothing');
  const option = (key: 'on' | 'off') => (
    <span className={styles.option}>
      <Text weight="semibold">{words(`window.keys.protect.${key}`)}</Text>
      <Text className={styles.quiet}>{words(`window.keys.protect.${key}-text`)}</Text>
    </span>
  );
  const isWrong = isTried && trouble === 'weak';
  const wrong = isWrong ? words(`window.keys.protect.${passphrase === '' ? 'missing' : 'weak'}`) : undefined;
  return (
    <>
      <RadioGroup
        aria-label={words('window.keys.protect.title')}
        value={isOn ? 'on' : 'off'}
        onChange={(_event, { value }) => onChange({ ...protection, isOn: value === 'on' })}
      >
        <Radio value="off" label={option('off')} />
        <Radio value="on" label={option('on')} />
      </RadioGroup>
      {isOn && (
        <div className={styles.fields}>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{words('window.keys.protect.losing')}</MessageBarBody>
          </MessageBar>
          <PassphraseField
            label={words('window.keys.protect.passphrase')}
            value={passphrase}
            hint={words('window.keys.protect.hint')}
            wrong={wrong}
            onChange={(value) => onChange({ ...protection, passphrase: value })}
          />
          <PassphraseField
            label={words('window.keys.protect.again')}
            value={again}
            wrong={isTried && trouble === 'differs' ? words('window.keys.protect.differs') : undefined}
            onChange={(value) => onChange({ ...protection, again: value })}
          />
        </div>
      )}
    </>
  );
}
