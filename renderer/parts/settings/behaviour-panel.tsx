import { Field, Radio, RadioGroup, Switch } from '@fluentui/react-components';
import type { ShellSettings } from '../../../electron/contract/index.ts';
import { useSpeech } from '../../state/language.ts';
import { changeSettings } from '../../state/settings.ts';
import { Panel } from '../../ui/panel.tsx';

const CLOSES = ['tray', 'quit'] as const satisfies readonly ShellSettings['closeTo'][];
const NOTIFIES = ['trouble', 'always', 'never'] as const satisfies readonly ShellSettings['notifyOn'][];

export function BehaviourPanel({ settings }: { settings: ShellSettings }) {
  const { words } = useSpeech();
  const { startAtLogin, isStartBarred, closeTo, notifyOn } = settings;
  const start = isStartBarred ? 'start-barred' : startAtLogin ? 'start-why' : 'start-off';
  return (
    <Panel title={words('window.preferences.behaviour')}>
      <Field hint={words(`window.preferences.${start}`)}>
        <Switch
          checked={startAtLogin}
          label={words('window.preferences.start')}
          onChange={(_event, { checked }) => void changeSettings({ startAtLogin: checked })}
        />
      </Field>
      <Field label={words('window.preferences.close')}>
        <RadioGroup
          value={closeTo}
          onChange={(_event, { value }) => {
            const chosen = CLOSES.find((one) => one === value);
            if (chosen) void changeSettings({ closeTo: chosen });
          }}
        >
          {CLOSES.map((one) => (
            <Radio key={one} value={one} label={words(`window.preferences.close-${one}`)} />
          ))}
        </RadioGroup>
      </Field>
      <Field
        label={words('window.preferences.notify')}
        {...(notifyOn === 'never' && { hint: words('window.preferences.notify-never-why') })}
      >
        <RadioGroup
          value={notifyOn}
          onChange={(_event, { value }) => {
            const chosen = NOTIFIES.find((one) => one === value);
            if (chosen) void changeSettings({ notifyOn: chosen });
          }}
        >
          {NOTIFIES.map((one) => (
            <Radio key={one} value={one} label={words(`window.preferences.notify-${one}`)} />
          ))}
        </RadioGroup>
      </Field>
    </Panel>
  );
}
