import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { Key20Regular } from '@fluentui/react-icons';
import { useSpeech } from '../state/language.ts';
import { addressTrouble, type PickedPlace } from '../state/picked-place.ts';
import { shell } from '../state/shell.ts';
import { isOnWindows } from '../state/system.ts';
import { ChosenFolder } from './chosen-folder.tsx';

const useStyles = makeStyles({
  below: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '12px' },
  wide: { alignSelf: 'stretch' },
});

/** The address of a server, a share of Windows or an object storage, and the file with the sign-in, which is asked for anew for another address. */
export function AddressFields(props: {
  picked: PickedPlace;
  isDisabled?: boolean;
  onChange: (picked: PickedPlace) => void;
}) {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const { picked, isDisabled = false, onChange } = props;
  const trouble = picked.address.trim() === '' ? undefined : addressTrouble(picked.address);
  const isGood = picked.address.trim() !== '' && trouble === undefined;
  const choose = async () => {
    const credentials = await shell.pickCredentials(picked.address.trim(), language);
    if (credentials !== null) onChange({ ...picked, credentials });
  };
  return (
    <>
      <Field
        className={styles.wide}
        label={words('window.places.address')}
        hint={words(isOnWindows() ? 'window.places.address-hint-windows' : 'window.places.address-hint')}
        {...(trouble && {
          validationState: 'error' as const,
          validationMessage: words(
            trouble === 'wrong' && isOnWindows()
              ? 'window.places.address-wrong-windows'
              : `window.places.address-${trouble}`,
          ),
        })}
      >
        <Input
          value={picked.address}
          maxLength={2000}
          disabled={isDisabled}
          spellCheck={false}
          onChange={(_event, { value }) => onChange({ ...picked, address: value, credentials: undefined })}
        />
      </Field>
      <Field
        className={styles.wide}
        label={words('window.places.credentials')}
        hint={words('window.places.credentials-hint')}
      >
        {(field: object) => (
          <div {...field} role="group" className={styles.below}>
            {picked.credentials !== undefined && <ChosenFolder path={picked.credentials} />}
            <Button icon={<Key20Regular />} disabled={isDisabled || !isGood} onClick={() => void choose()}>
              {words(picked.credentials === undefined ? 'window.places.choose-credentials' : 'window.action.change')}
            </Button>
          </div>
        )}
      </Field>
    </>
  );
}
