import { Button } from '@fluentui/react-components';
import { ShieldAdd20Regular } from '@fluentui/react-icons';
import type { Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { startBackup } from '../state/ways.ts';

/** Starts a run; what it does from then on comes by the topic `jobs`. */
export function BackUpButton({ plan, isPrimary = false }: { plan: Plan; isPrimary?: boolean }) {
  const { words } = useSpeech();
  return (
    <Button
      appearance={isPrimary ? 'primary' : 'secondary'}
      size={isPrimary ? 'large' : 'medium'}
      icon={<ShieldAdd20Regular />}
      aria-label={words('window.home.back-up-plan', { name: plan.name })}
      onClick={() => void startBackup(plan.id)}
    >
      {words('window.action.back-up')}
    </Button>
  );
}
