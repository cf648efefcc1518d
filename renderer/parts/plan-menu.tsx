import { MenuDivider, MenuGroup, MenuGroupHeader, MenuItem } from '@fluentui/react-components';
import {
  Copy20Regular,
  Delete20Regular,
  Edit20Regular,
  FolderArrowRight20Regular,
  History20Regular,
  Layer20Regular,
  Pause20Regular,
  Play20Regular,
  ShieldCheckmark20Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import type { Plan, PlanCopy } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { goTo } from '../state/route.ts';
import { shell } from '../state/shell.ts';
import { tell } from '../state/told.ts';
import { startConsolidation } from '../state/ways.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { MoreMenu } from '../ui/more-menu.tsx';
import { ChangePassphrase } from './change-passphrase.tsx';
import { CheckBackups } from './check-backups.tsx';
import { LockItems } from './lock-items.tsx';
import { PromoteCopy } from './promote-copy.tsx';
import { RemovePlan } from './remove-plan.tsx';

type Question = 'passphrase' | 'pause' | 'remove' | 'consolidate' | 'check';

/** What can be done with a plan besides backing up. `label`: its name for screen readers where several stand in a list. */
export function PlanMenu({ plan, label }: { plan: Plan; label?: string }) {
  const { words, language } = useSpeech();
  const [asked, setAsked] = useState<Question>();
  const [promoted, setPromoted] = useState<PlanCopy>();
  const close = () => setAsked(undefined);
  const order = async (call: 'plan.pause' | 'plan.resume') => {
    close();
    const reply = await ask(call, { plan: plan.id });
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void order(call) });
  };
  /** Only the way to them changes: the same backups must be there. */
  const moved = async () => {
    const vault = await shell.pickFolder('opened-vault', language);
    if (vault === null) return;
    const copy = plan.copies?.find(({ place }) => place === vault);
    if (copy) return setPromoted(copy);
    const reply = await ask('plan.edit', { plan: plan.id, change: { vault } });
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void moved() });
  };
  const consolidate = () => {
    close();
    startConsolidation(plan.id);
  };

  return (
    <>
      <MoreMenu label={label ?? words('window.action.more')}>
        {plan.encryption !== 'none' && <LockItems plan={plan} onChangePassphrase={() => setAsked('passphrase')} />}
        {plan.encryption !== 'none' && plan.origin === 'here' && <MenuDivider />}
        {plan.origin === 'here' && (
          <OwnItems
            plan={plan}
            onAsk={setAsked}
            onResume={() => void order('plan.resume')}
            onMoved={() => void moved()}
          />
        )}
      </MoreMenu>
      <ConfirmDialog
        isOpen={asked === 'pause'}
        title={words('window.plans.pause-title', { name: shownName(plan.name) })}
        text={words('window.plans.pause-text')}
        confirm={words('window.plans.pause-confirm')}
        cancel={words('window.action.cancel')}
        onConfirm={() => void order('plan.pause')}
        onClose={close}
      />
      <ConfirmDialog
        isOpen={asked === 'consolidate'}
        title={words('window.plans.consolidate.title', { name: shownName(plan.name) })}
        text={words('window.plans.consolidate.text')}
        confirm={words('window.plans.consolidate.confirm')}
        cancel={words('window.action.cancel')}
        onConfirm={consolidate}
        onClose={close}
      />
      <CheckBackups plan={plan} isOpen={asked === 'check'} onClose={close} />
      {asked === 'passphrase' && <ChangePassphrase plan={plan} onClose={close} />}
      <PromoteCopy plan={plan} copy={promoted} onClose={() => setPromoted(undefined)} />
      <RemovePlan plan={plan} isOpen={asked === 'remove'} onClose={close} />
    </>
  );
}

/** What only the computer that backs up can do. */
function OwnItems(props: {
  plan: Plan;
  onAsk: (question: Question) => void;
  onResume: () => void;
  onMoved: () => void;
}) {
  const { plan, onAsk, onResume, onMoved } = props;
  const { words } = useSpeech();
  return (
    <>
      <MenuItem icon={<Edit20Regular />} onClick={() => goTo({ screen: 'edit-plan', planId: plan.id })}>
        {words('window.plans.edit')}
      </MenuItem>
      <MenuItem icon={<Copy20Regular />} onClick={() => goTo({ screen: 'new-plan', from: plan.id })}>
        {words('window.plans.duplicate')}
      </MenuItem>
      {plan.pausedSince === undefined ? (
        <MenuItem icon={<Pause20Regular />} onClick={() => onAsk('pause')}>
          {words('window.plans.pause')}
        </MenuItem>
      ) : (
        <MenuItem icon={<Play20Regular />} onClick={onResume}>
          {words('window.plans.resume')}
        </MenuItem>
      )}
      <MenuItem icon={<FolderArrowRight20Regular />} onClick={onMoved}>
        {words('disk.moved')}
      </MenuItem>
      <MenuItem icon={<History20Regular />} onClick={() => goTo({ screen: 'history', planId: plan.id })}>
        {words('window.plans.history')}
      </MenuItem>
      <MenuItem icon={<ShieldCheckmark20Regular />} onClick={() => onAsk('check')}>
        {words('window.plans.check.order')}
      </MenuItem>
      <MenuDivider />
      <MenuGroup>
        <MenuGroupHeader>{words('window.draft.expert-title')}</MenuGroupHeader>
        <MenuItem icon={<Layer20Regular />} onClick={() => onAsk('consolidate')}>
          {words('window.plans.consolidate.order')}
        </MenuItem>
      </MenuGroup>
      <MenuDivider />
      <MenuItem icon={<Delete20Regular />} onClick={() => onAsk('remove')}>
        {words('window.plan.remove')}
      </MenuItem>
    </>
  );
}
