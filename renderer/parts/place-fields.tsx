import { Button, Field, Input, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { FolderAdd20Regular, Key20Regular } from '@fluentui/react-icons';
import { useSpeech } from '../state/language.ts';
import { addressTrouble, type PickedPlace, placeTrouble } from '../state/picked-place.ts';
import { shell } from '../state/shell.ts';
import { ChosenFolder } from './chosen-folder.tsx';
import { PlaceTest } from './place-test.tsx';

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: '12px' },
  below: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '12px' },
  wide: { alignSelf: 'stretch' },
  missing: { color: tokens.colorStatusDangerForeground3 },
});

/** Where backups go: a folder by the system's dialog, or an address with the file that opens it; and a trial of it. */
export function PlaceFields(props: {
  picked: PickedPlace;
  isTried: boolean;
  isDisabled?: boolean;
  onChange: (picked: PickedPlace) => void;
}) {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const { picked, isTried, isDisabled = false, onChange } = props;
  const chooseFolder = async () => {
    const folder = await shell.pickFolder('vault', language);
    if (folder !== null) onChange({ ...picked, way: 'folder', folder });
  };
  const missing = isTried ? placeTrouble(picked) : undefined;
  return (
    <div className={styles.fields} role="group" aria-label={words('window.places.where')}>
      <RadioGroup
        aria-label={words('window.places.where')}
        value={picked.way}
        disabled={isDisabled}
        onChange={(_event, { value }) => onChange({ ...picked, way: value === 'address' ? 'address' : 'folder' })}
      >
        <Radio value="folder" label={words('window.places.where-folder')} />
        <Radio value="address" label={words('window.places.where-address')} />
      </RadioGroup>
      <div className={styles.below}>
        {picked.way === 'folder' ? (
          <>
            {picked.folder !== undefined && <ChosenFolder path={picked.folder} />}
            <Button icon={<FolderAdd20Regular />} disabled={isDisabled} onClick={() => void chooseFolder()}>
              {words(picked.folder === undefined ? 'window.places.choose-folder' : 'window.action.change')}
            </Button>
          </>
        ) : (
          <AddressFields {...props} />
        )}
        {missing !== undefined && (
          <Text role="alert" className={styles.missing}>
            {words(`window.places.${missing}`)}
          </Text>
        )}
        <PlaceTest picked={picked} />
      </div>
    </div>
  );
}

function AddressFields(props: { picked: PickedPlace; isDisabled?: boolean; onChange: (picked: PickedPlace) => void }) {
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
        hint={words('window.places.address-hint')}
        {...(trouble && {
          validationState: 'error' as const,
          validationMessage: words(`window.places.address-${trouble}`),
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
