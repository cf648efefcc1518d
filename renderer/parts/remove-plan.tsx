import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import type { Plan } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { goTo } from '../state/route.ts';
import { tell } from '../state/told.ts';

/** Asks once more, and says that the backups stay. */
export function RemovePlan({ plan, isOpen, onClose }: { plan: Plan; isOpen: boolean; onClose: () => void }) {
  const { words } = useSpeech();
  const remove = async () => {
    const reply = await ask('plan.remove', { plan: plan.id });
    onClose();
    if (reply.ok) goTo({ screen: 'home' });
    else tell(reply.error);
  };
  return (
    <Dialog open={isOpen} onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words('window.plan.remove-title', { name: plan.name })}</DialogTitle>
          <DialogContent>{words('window.plan.remove-text', { vault: plan.vault })}</DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{words('window.action.cancel')}</Button>
            <Button appearance="primary" onClick={() => void remove()}>
              {words('window.plan.remove-confirm')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
