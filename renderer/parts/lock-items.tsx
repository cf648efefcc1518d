import { MenuItem } from '@fluentui/react-components';
import { LockClosed20Regular, LockOpen20Regular } from '@fluentui/react-icons';
import type { Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { unlockPlan } from '../state/unlock.ts';
import { lockPlan } from '../state/ways.ts';

/** What a plan's menu offers where its backups are encrypted. */
export function LockItems({ plan }: { plan: Plan }) {
  const { words } = useSpeech();
  return plan.encryption === 'locked' ? (
    <MenuItem icon={<LockOpen20Regular />} onClick={() => unlockPlan(plan.id)}>
      {words('window.keys.open')}
    </MenuItem>
  ) : (
    <MenuItem icon={<LockClosed20Regular />} onClick={() => void lockPlan(plan.id)}>
      {words('window.keys.lock')}
    </MenuItem>
  );
}
