import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowRight20Regular, FolderAdd20Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { type NewPlaces, suggestedPlaces } from '../state/new-places.ts';
import { shownName } from '../state/paths.ts';
import { shell } from '../state/shell.ts';

const useStyles = makeStyles({
  rows: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '8px' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 20px minmax(0, 1fr) max-content',
    alignItems: 'center',
    gap: '12px',
  },
  path: { overflowWrap: 'anywhere' },
  old: { color: tokens.colorNeutralForeground2 },
});

/** Places for the folders of another computer: what was suggested from its profile, with what a person has chosen instead. */
export function useNewPlaces(plan: Plan | undefined): [NewPlaces, (places: NewPlaces) => void] {
  const [home, setHome] = useState<string>();
  const [chosen, setChosen] = useState<NewPlaces>({});
  useEffect(() => void shell.homeFolder().then(setHome), []);
  const suggested = plan && home !== undefined ? suggestedPlaces(plan, home) : {};
  return [{ ...suggested, ...chosen }, setChosen];
}

/** What each folder was on the old computer, and what it is to be here. */
export function NewPlaceRows(props: { plan: Plan; places: NewPlaces; onChange: (places: NewPlaces) => void }) {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const choose = async (label: string) => {
    const path = await shell.pickFolder('target', language);
    if (path !== null) props.onChange({ ...props.places, [label]: path });
  };
  return (
    <ul className={styles.rows}>
      {props.plan.sources.map(({ label, path }) => {
        const place = props.places[label];
        const button = words(place === undefined ? 'window.restore.choose-folder' : 'window.action.change');
        return (
          <li key={label} className={styles.row} data-new-place={place ?? ''}>
            <Text className={`${styles.path} ${styles.old}`}>{shownName(path)}</Text>
            <ArrowRight20Regular aria-hidden="true" />
            <Text className={styles.path} weight="semibold">
              {place === undefined ? words('window.wizard.moved.none') : shownName(place)}
            </Text>
            <Button
              icon={<FolderAdd20Regular />}
              aria-label={words('window.wizard.moved.choose-named', { button, name: shownName(label) })}
              onClick={() => void choose(label)}
            >
              {button}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
