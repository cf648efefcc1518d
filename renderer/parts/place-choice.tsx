import { Button, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { FolderAdd20Regular, FolderZip20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useSpeech } from '../state/language.ts';
import type { Place } from '../state/restore-place.ts';
import { shell } from '../state/shell.ts';
import { ChosenFolder } from './chosen-folder.tsx';

const useStyles = makeStyles({
  option: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  text: { color: tokens.colorNeutralForeground2 },
  below: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px', paddingLeft: '32px' },
});

/** The few places that files can go to. `original` says what "back where it was" means; without it that place is not offered. */
export function PlaceChoice(props: {
  place: Place;
  original?: string | undefined;
  isMany: boolean;
  folderText: string;
  onChange: (place: Place) => void;
}) {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const { place, onChange } = props;

  const chooseFolder = async () => {
    const path = await shell.pickFolder('target', language);
    if (path !== null) onChange({ kind: 'folder', path });
  };
  const chooseZip = async () => {
    const path = await shell.pickZip(language);
    if (path !== null) onChange({ kind: 'zip', path });
  };
  const option = (title: string, text: string): ReactElement => (
    <span className={styles.option}>
      <Text weight="semibold">{title}</Text>
      <Text className={styles.text}>{text}</Text>
    </span>
  );

  return (
    <RadioGroup
      aria-label={words('window.wizard.place.title')}
      value={place.kind}
      onChange={(_event, { value }) => onChange({ kind: value as Place['kind'] })}
    >
      {props.original !== undefined && (
        <Radio
          value="original-place"
          label={option(
            words(props.isMany ? 'window.wizard.place.original-many' : 'window.wizard.place.original'),
            props.original,
          )}
        />
      )}
      <Radio value="folder" label={option(words('window.wizard.place.folder'), props.folderText)} />
      {place.kind === 'folder' && (
        <div className={styles.below}>
          {place.path !== undefined && <ChosenFolder path={place.path} />}
          <Button icon={<FolderAdd20Regular />} onClick={() => void chooseFolder()}>
            {words(place.path === undefined ? 'window.restore.choose-folder' : 'window.action.change')}
          </Button>
        </div>
      )}
      <Radio value="zip" label={option(words('window.wizard.place.zip'), words('window.wizard.place.zip-text'))} />
      {place.kind === 'zip' && (
        <div className={styles.below}>
          {place.path !== undefined && <ChosenFolder path={place.path} />}
          <Button icon={<FolderZip20Regular />} onClick={() => void chooseZip()}>
            {words(place.path === undefined ? 'window.wizard.place.choose-zip' : 'window.action.change')}
          </Button>
        </div>
      )}
    </RadioGroup>
  );
}
