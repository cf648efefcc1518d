import { Field, makeStyles, Select, Switch, Text } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Limits, LimitsChange } from '../../../electron/contract/index.ts';
import { ask } from '../../state/ask.ts';
import { useSpeech } from '../../state/language.ts';
import { tell } from '../../state/told.ts';
import { Panel } from '../../ui/panel.tsx';

const useStyles = makeStyles({ choice: { width: '320px', maxWidth: '100%' } });

const RATES_MIB = [1, 2, 5, 10, 20, 50, 100];
const BATTERY_PERCENTS = [10, 20, 30, 50];
const OFFICE_HOURS = '08:00-18:30';
const NONE = 'none';

/** How much of this computer a backup may take, in a few plain choices; the command line has finer ones, which are shown as they are. */
export function LimitsPanel() {
  const styles = useStyles();
  const { words } = useSpeech();
  const [limits, setLimits] = useState<Limits>();
  useEffect(() => {
    void ask('limits.get', {}).then((reply) => (reply.ok ? setLimits(reply.value) : tell(reply.error)));
  }, []);
  const change = async (wanted: LimitsChange) => {
    const reply = await ask('limits.set', wanted);
    if (reply.ok) setLimits(reply.value);
    else tell(reply.error, { 'try-again': () => void change(wanted) });
  };
  if (!limits) return null;
  const { priority, writeMiB, during, battery } = limits;
  return (
    <Panel title={words('window.preferences.limits')}>
      <Text>{words('window.preferences.limits-why')}</Text>
      <Field hint={words('window.preferences.background-why')}>
        <Switch
          checked={priority === 'background'}
          label={words('window.preferences.background')}
          onChange={(_event, { checked }) => void change({ priority: checked ? 'background' : 'normal' })}
        />
      </Field>
      <Field label={words('window.preferences.rate')} className={styles.choice}>
        <Select
          value={String(writeMiB ?? NONE)}
          onChange={(_event, { value }) => void change({ writeMiB: value === NONE ? null : Number(value) })}
        >
          <option value={NONE}>{words('window.preferences.rate-none')}</option>
          {withOwn(RATES_MIB, writeMiB).map((rate) => (
            <option key={rate} value={String(rate)}>
              {words('window.preferences.rate-of', { n: rate })}
            </option>
          ))}
        </Select>
      </Field>
      {writeMiB !== null && (
        <Field label={words('window.preferences.rate-when')} className={styles.choice}>
          <Select
            value={during ?? NONE}
            onChange={(_event, { value }) => void change({ during: value === NONE ? null : value })}
          >
            <option value={NONE}>{words('window.preferences.rate-always')}</option>
            <option value={OFFICE_HOURS}>{words('window.preferences.rate-hours')}</option>
            {during !== null && during !== OFFICE_HOURS && <option value={during}>{during}</option>}
          </Select>
        </Field>
      )}
      <Field label={words('window.preferences.battery')} className={styles.choice}>
        <Select value={String(battery)} onChange={(_event, { value }) => void change({ battery: Number(value) })}>
          <option value="0">{words('window.preferences.battery-any')}</option>
          {withOwn(BATTERY_PERCENTS, battery === 0 ? null : battery).map((percent) => (
            <option key={percent} value={String(percent)}>
              {words('window.preferences.battery-of', { n: percent })}
            </option>
          ))}
        </Select>
      </Field>
    </Panel>
  );
}

function withOwn(choices: readonly number[], own: number | null): number[] {
  return own === null || choices.includes(own) ? [...choices] : [...choices, own].sort((a, b) => a - b);
}
