import { Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { startCheck } from '../state/ways.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

const LEVELS = ['read', 'deep'] as const;

/** Asks how thoroughly, then checks what is stored. It changes nothing there. */
export function CheckBackups({ plan, isOpen, onClose }: { plan: Plan; isOpen: boolean; onClose: () => void }) {
  const { words } = useSpeech();
  const [level, setLevel] = useState<(typeof LEVELS)[number]>('read');
  const start = () => {
    onClose();
    startCheck(plan.id, level);
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={words('window.plans.check.title', { name: shownName(plan.name) })}
      text={words('window.plans.check.text')}
      confirm={words('window.plans.check.confirm')}
      cancel={words('window.action.cancel')}
      onConfirm={start}
      onClose={onClose}
    >
      <RadioGroup
        aria-label={words('window.plans.check.how')}
        value={level}
        onChange={(_event, { value }) => setLevel(value === 'deep' ? 'deep' : 'read')}
      >
        {LEVELS.map((one) => (
          <Radio key={one} value={one} label={words(`window.plans.check.level-${one}`)} />
        ))}
      </RadioGroup>
    </ConfirmDialog>
  );
}
