import {
  Button,
  Checkbox,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useSpeech } from '../state/language.ts';
import { changeSettings } from '../state/settings.ts';

/** After a restart of the computer nothing runs until somebody opens the program: said, with the button that ends it. */
export function StartWithComputer({ isBarred }: { isBarred: boolean }) {
  const { words } = useSpeech();
  const [isRefused, setRefused] = useState(false);
  const start = async () => {
    const { startAtLogin } = await changeSettings({ startAtLogin: true });
    setRefused(!startAtLogin);
  };
  return (
    <MessageBar intent="warning" layout="multiline" data-start-with-computer={isBarred ? 'barred' : 'off'}>
      <MessageBarBody>
        <MessageBarTitle>{words(isBarred ? 'window.today.start.barred' : 'window.today.start.off')}</MessageBarTitle>
        {words(
          isBarred
            ? 'window.today.start.barred-why'
            : isRefused
              ? 'window.today.start.refused'
              : 'window.today.start.why',
        )}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => void start()}>{words('window.today.start.on')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** The same while a schedule is being chosen. */
export function StartWithComputerChoice(props: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const { words } = useSpeech();
  return (
    <Checkbox
      checked={props.isOn}
      label={words('window.draft.when-start')}
      onChange={(_event, { checked }) => props.onChange(checked === true)}
    />
  );
}
