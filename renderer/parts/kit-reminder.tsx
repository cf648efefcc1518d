import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { Plan } from '../../electron/contract/index.ts';
import { dueLater, kitsDue } from '../state/kit-due.ts';
import { useSpeech } from '../state/language.ts';
import { useNow } from '../state/now.ts';
import { shownName } from '../state/paths.ts';
import { goTo } from '../state/route.ts';
import { remindOfKit, useSettings } from '../state/settings.ts';

/** Every three months somebody should look whether the recovery kit is still there; one at a time, and it can wait. */
export function KitReminder({ plans }: { plans: readonly Plan[] }) {
  const { words } = useSpeech();
  const settings = useSettings();
  const now = useNow();
  const due = settings && kitsDue(plans, settings, new Date(now))[0];
  if (!due) return null;
  const { plan, isFirst } = due;
  const open = () => goTo({ screen: 'kit', planId: plan.id, why: isFirst ? 'wanted' : 'check' });
  return (
    <MessageBar intent="info" layout="multiline" data-kit-due={plan.id}>
      <MessageBarBody>
        <MessageBarTitle>
          {words(isFirst ? 'window.keys.kit.first-title' : 'window.keys.kit.check-title')}
        </MessageBarTitle>
        {words(isFirst ? 'window.keys.kit.check-first' : 'window.keys.kit.check-why', { name: shownName(plan.name) })}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={open}>{words('window.keys.kit.check-now')}</Button>
        <Button appearance="transparent" onClick={() => void remindOfKit(plan.vaultId, dueLater(new Date()))}>
          {words('window.keys.kit.check-later')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
