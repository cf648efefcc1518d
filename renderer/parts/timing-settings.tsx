import { Checkbox, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { CONDITIONS, type Timing } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { Disclosure } from '../ui/disclosure.tsx';

const useStyles = makeStyles({
  narrow: { width: '260px', maxWidth: '100%' },
  group: { display: 'flex', flexDirection: 'column' },
  hint: { color: tokens.colorNeutralForeground2, paddingLeft: '36px', marginTop: '-6px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const HOURS = [1, 2, 4, 8, 24] as const;
const SPREADS = [0, 15, 30, 60, 120] as const;

/** How a plan keeps to its times: what is made up for, what a run waits for, and how far computers keep apart. */
export function TimingSettings({ timing, onChange }: { timing: Timing; onChange: (timing: Timing) => void }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { catchUp, restsOnHolidays, waitsFor, waitMinutes, spreadMinutes } = timing;
  const isUsed = !catchUp || restsOnHolidays || waitsFor.length > 0 || spreadMinutes > 0;
  const hours = waitMinutes / 60;
  return (
    <Disclosure title={words('window.planned.timing')} isOpenFirst={isUsed}>
      <div className={styles.group}>
        <Checkbox
          checked={catchUp}
          label={words('window.planned.catch-up')}
          onChange={(_event, { checked }) => onChange({ ...timing, catchUp: checked === true })}
        />
        <Checkbox
          checked={restsOnHolidays}
          label={words('window.planned.holidays')}
          onChange={(_event, { checked }) => onChange({ ...timing, restsOnHolidays: checked === true })}
        />
        <Text size={200} className={styles.hint}>
          {words('window.holidays.where')}
        </Text>
      </div>
      <div className={styles.group}>
        <Text className={styles.quiet}>{words('window.planned.waits-for')}</Text>
        {CONDITIONS.map((condition) => (
          <Checkbox
            key={condition}
            checked={waitsFor.includes(condition)}
            label={words(`window.planned.${condition}`)}
            onChange={(_event, { checked }) =>
              onChange({
                ...timing,
                waitsFor: CONDITIONS.filter((one) => (one === condition ? checked === true : waitsFor.includes(one))),
              })
            }
          />
        ))}
      </div>
      {waitsFor.length > 0 && (
        <Field label={words('window.planned.wait-hours')} className={styles.narrow}>
          <Select
            value={String(hours)}
            onChange={(_event, { value }) => onChange({ ...timing, waitMinutes: Number(value) * 60 })}
          >
            {withOwn(HOURS, hours).map((each) => (
              <option key={each} value={each}>
                {words('window.planned.hours', { count: each })}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label={words('window.planned.spread')} className={styles.narrow}>
        <Select
          value={String(spreadMinutes)}
          onChange={(_event, { value }) => onChange({ ...timing, spreadMinutes: Number(value) })}
        >
          {withOwn(SPREADS, spreadMinutes).map((each) => (
            <option key={each} value={each}>
              {each === 0 ? words('window.planned.spread-none') : words('window.planned.minutes', { count: each })}
            </option>
          ))}
        </Select>
      </Field>
    </Disclosure>
  );
}

/** What was set by command may be none of those that are offered. */
function withOwn(offered: readonly number[], own: number): number[] {
  return [...new Set([...offered, own])].sort((a, b) => a - b);
}
