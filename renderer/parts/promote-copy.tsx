import type { Plan, PlanCopy } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { tell } from '../state/told.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

/** Asks whether a copy is to be the place where the backups of its plan go. */
export function PromoteCopy(props: { plan: Plan; copy: PlanCopy | undefined; onClose: () => void }) {
  const { words } = useSpeech();
  const { plan, copy, onClose } = props;
  const promote = async (vault: string) => {
    onClose();
    const reply = await ask('plan.edit', { plan: plan.id, change: { vault } });
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void promote(vault) });
  };
  return (
    <ConfirmDialog
      isOpen={copy !== undefined}
      title={words('window.places.promote-title', { name: shownName(copy?.name ?? '') })}
      text={words('window.places.promote-text', { place: shownName(copy?.place ?? '') })}
      confirm={words('window.places.promote-confirm')}
      cancel={words('window.action.cancel')}
      onConfirm={() => copy && void promote(copy.place)}
      onClose={onClose}
    />
  );
}
