import { Field, makeStyles, SearchBox, Select } from '@fluentui/react-components';
import { FLEET_STATES } from '../../electron/contract/index.ts';
import type { FleetChoice } from '../state/fleet-rows.ts';
import { useSpeech } from '../state/language.ts';

const SHOWN = ['all', 'attention', ...FLEET_STATES] as const satisfies readonly FleetChoice['show'][];

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '12px' },
  search: { flex: '1 1 220px', maxWidth: '360px' },
  box: { width: '100%', maxWidth: 'none' },
  show: { flex: '1 1 180px', maxWidth: '280px' },
});

/** Which of the computers are looked at. */
export function FleetFilters({ choice, onChange }: { choice: FleetChoice; onChange: (choice: FleetChoice) => void }) {
  const styles = useStyles();
  const { words } = useSpeech();
  return (
    <search className={styles.row}>
      <Field label={words('window.fleet.search')} className={styles.search}>
        <SearchBox
          className={styles.box}
          maxLength={200}
          value={choice.search}
          placeholder={words('window.fleet.search-hint')}
          onChange={(_event, { value }) => onChange({ ...choice, search: value })}
        />
      </Field>
      <Field label={words('window.fleet.show')} className={styles.show}>
        <Select
          value={choice.show}
          onChange={(_event, { value }) => onChange({ ...choice, show: SHOWN.find((one) => one === value) ?? 'all' })}
        >
          <option value="all">{words('window.fleet.show-all')}</option>
          <option value="attention">{words('window.fleet.show-attention')}</option>
          {FLEET_STATES.map((state) => (
            <option key={state} value={state}>
              {words(`fleet.state.${state}`)}
            </option>
          ))}
        </Select>
      </Field>
    </search>
  );
}
