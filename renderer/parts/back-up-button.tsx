import { Button } from '@fluentui/react-components';
import { ShieldAdd20Regular } from '@fluentui/react-icons';
import type { Plan } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { tell } from '../state/told.ts';

/** Starts a run; what it does from then on comes by the topic `jobs`. */
export function BackUpButton({ plan, isPrimary = false }: { plan: Plan; isPrimary?: boolean }) {
  const { words } = useSpeech();
  const start = async () => {
    const reply = await ask('backup.start', { plan: plan.id });
    tell(reply.ok ? undefined : reply.error);
  };
  return (
    <Button
      appearance={isPrimary ? 'primary' : 'secondary'}
      size={isPrimary ? 'large' : 'medium'}
      icon={<ShieldAdd20Regular />}
      aria-label={words('window.home.back-up-plan', { name: plan.name })}
      onClick={() => void start()}
    >
      {words('window.action.back-up')}
    </Button>
  );
}
