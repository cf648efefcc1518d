import type { Plan } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { goTo } from '../state/route.ts';
import { tell } from '../state/told.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

/** Asks once more, and says that the backups stay. */
export function RemovePlan({ plan, isOpen, onClose }: { plan: Plan; isOpen: boolean; onClose: () => void }) {
  const { words } = useSpeech();
  const remove = async () => {
    onClose();
    const reply = await ask('plan.remove', { plan: plan.id });
    if (reply.ok) goTo({ screen: 'home' });
    else tell(reply.error, { 'try-again': () => void remove() });
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={words('window.plan.remove-title', { name: shownName(plan.name) })}
      text={words('window.plan.remove-text', { vault: shownName(plan.vault) })}
      confirm={words('window.plan.remove-confirm')}
      cancel={words('window.action.cancel')}
      onConfirm={() => void remove()}
      onClose={onClose}
    />
  );
}
