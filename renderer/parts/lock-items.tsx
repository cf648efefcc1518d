import { MenuItem } from '@fluentui/react-components';
import {
  DocumentKey20Regular,
  KeyReset20Regular,
  Key20Regular,
  LockClosed20Regular,
  LockOpen20Regular,
} from '@fluentui/react-icons';
import type { Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { forgetKey, useRemembered } from '../state/remembered.ts';
import { goTo } from '../state/route.ts';
import { unlockPlan } from '../state/unlock.ts';
import { lockPlan } from '../state/ways.ts';

/** What a plan's menu offers where its backups are encrypted. */
export function LockItems({ plan, onChangePassphrase }: { plan: Plan; onChangePassphrase: () => void }) {
  const { words } = useSpeech();
  const remembered = useRemembered();
  return (
    <>
      {plan.encryption === 'locked' ? (
        <MenuItem icon={<LockOpen20Regular />} onClick={() => unlockPlan(plan.id)}>
          {words('window.keys.open')}
        </MenuItem>
      ) : (
        <MenuItem icon={<LockClosed20Regular />} onClick={() => void lockPlan(plan.id)}>
          {words('window.keys.lock')}
        </MenuItem>
      )}
      <MenuItem icon={<DocumentKey20Regular />} onClick={() => goTo({ screen: 'kit', planId: plan.id, why: 'wanted' })}>
        {words('window.keys.kit.menu')}
      </MenuItem>
      {remembered?.includes(plan.vaultId) === true && (
        <MenuItem icon={<KeyReset20Regular />} onClick={() => void forgetKey(plan.vaultId)}>
          {words('window.keys.forget')}
        </MenuItem>
      )}
      <MenuItem icon={<Key20Regular />} onClick={onChangePassphrase}>
        {words('window.keys.change.menu')}
      </MenuItem>
    </>
  );
}
