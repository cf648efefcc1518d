import { Link, makeStyles } from '@fluentui/react-components';
import { useSpeech } from '../state/language.ts';
import { NO_PASSPHRASE, NO_RECOVERY_KEY, type TypedSecret } from '../state/typed-secret.ts';
import { KeyGroupsField } from './key-groups-field.tsx';
import { PassphraseField } from './passphrase-field.tsx';

const useStyles = makeStyles({
  whole: { display: 'flex', flexDirection: 'column', gap: '8px' },
  other: { alignSelf: 'flex-start' },
});

/** The passphrase, or the recovery key of who has no other. `wrong`: it did not open the backups. */
export function SecretField(props: {
  typed: TypedSecret;
  onChange: (typed: TypedSecret) => void;
  wrong?: string | undefined;
  label?: string;
  isDisabled?: boolean;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { typed, onChange, isDisabled = false } = props;
  const isPassphrase = typed.way === 'passphrase';
  return (
    <div className={styles.whole}>
      {isPassphrase ? (
        <PassphraseField
          label={props.label ?? words('window.keys.secret.passphrase')}
          value={typed.text}
          wrong={props.wrong}
          isFirst
          isDisabled={isDisabled}
          onChange={(text) => onChange({ way: 'passphrase', text })}
        />
      ) : (
        <KeyGroupsField
          groups={typed.groups}
          isDisabled={isDisabled}
          onChange={(groups) => onChange({ way: 'recovery-key', groups })}
        />
      )}
      <Link
        as="button"
        className={styles.other}
        type="button"
        onClick={() => onChange(isPassphrase ? NO_RECOVERY_KEY : NO_PASSPHRASE)}
      >
        {words(isPassphrase ? 'window.keys.secret.only-key' : 'window.keys.secret.has-passphrase')}
      </Link>
    </div>
  );
}
