import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { Alarm } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { goTo } from '../state/route.ts';

const SHOWN = 3;

/** What is wrong, for who opens the program for something else. */
export function AlarmNotice({ alarms }: { alarms: readonly Alarm[] }) {
  const { words } = useSpeech();
  if (alarms.length === 0) return null;
  return (
    <MessageBar
      intent={alarms.some(({ urgent }) => urgent) ? 'error' : 'warning'}
      layout="multiline"
      data-alarms={alarms.length}
    >
      <MessageBarBody>
        <MessageBarTitle>{words('window.alarms.notice', { count: alarms.length })}</MessageBarTitle>
        {alarms.slice(0, SHOWN).map(({ id, cause, name }) => (
          <div key={id}>{words(`alarm.what.${cause}`, { name: shownName(name) })}</div>
        ))}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => goTo({ screen: 'alarms' })}>{words('window.alarms.show')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
