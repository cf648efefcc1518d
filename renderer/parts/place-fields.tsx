import { Button, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { FolderAdd20Regular } from '@fluentui/react-icons';
import { useSpeech } from '../state/language.ts';
import { type PickedPlace, placeTrouble } from '../state/picked-place.ts';
import { shell } from '../state/shell.ts';
import { AddressFields } from './address-fields.tsx';
import { ChosenFolder } from './chosen-folder.tsx';
import { PlaceTest } from './place-test.tsx';

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: '12px' },
  below: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '12px' },
  ways: { marginLeft: '-8px' },
  missing: { color: tokens.colorStatusDangerForeground3 },
});

/** Where backups go: a folder by the system's dialog, or an address with the file that opens it; and a trial of it. */
export function PlaceFields(props: {
  picked: PickedPlace;
  isTried: boolean;
  isDisabled?: boolean;
  /** A disk is a folder. */
  isFolderOnly?: boolean;
  onChange: (picked: PickedPlace) => void;
}) {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const { picked, isTried, isDisabled = false, isFolderOnly = false, onChange } = props;
  const chooseFolder = async () => {
    const folder = await shell.pickFolder('vault', language);
    if (folder !== null) onChange({ ...picked, way: 'folder', folder });
  };
  const missing = isTried ? placeTrouble(picked) : undefined;
  return (
    <div className={styles.fields} role="group" aria-label={words('window.places.where')}>
      {!isFolderOnly && (
        <RadioGroup
          className={styles.ways}
          aria-label={words('window.places.where')}
          value={picked.way}
          disabled={isDisabled}
          onChange={(_event, { value }) => onChange({ ...picked, way: value === 'address' ? 'address' : 'folder' })}
        >
          <Radio value="folder" label={words('window.places.where-folder')} />
          <Radio value="address" label={words('window.places.where-address')} />
        </RadioGroup>
      )}
      <div className={styles.below}>
        {picked.way === 'folder' ? (
          picked.folder !== undefined && <ChosenFolder path={picked.folder} />
        ) : (
          <AddressFields {...props} />
        )}
        {missing !== undefined && (
          <Text role="alert" className={styles.missing}>
            {words(`window.places.${missing}`)}
          </Text>
        )}
        <PlaceTest picked={picked}>
          {picked.way === 'folder' && (
            <Button icon={<FolderAdd20Regular />} disabled={isDisabled} onClick={() => void chooseFolder()}>
              {words(picked.folder === undefined ? 'window.places.choose-folder' : 'window.action.change')}
            </Button>
          )}
        </PlaceTest>
      </div>
    </div>
  );
}
