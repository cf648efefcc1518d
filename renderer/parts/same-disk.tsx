import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { goTo } from '../state/route.ts';

/** The backups would be lost together with the files. With a plan: the way to one that is better. */
export function SameDisk({ plan }: { plan?: Plan }) {
  const { words } = useSpeech();
  return (
    <MessageBar intent="warning" layout="multiline" data-same-disk>
      <MessageBarBody>
        <MessageBarTitle>{words('window.today.same-disk.title')}</MessageBarTitle>
        {words(plan ? 'window.today.same-disk.next' : 'window.today.same-disk.choose')}
      </MessageBarBody>
      {plan && (
        <MessageBarActions>
          <Button onClick={() => goTo({ screen: 'new-plan', from: plan.id })}>
            {words('window.today.same-disk.do')}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
