import { Button } from '@fluentui/react-components';
import type { Plan } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { tell } from '../state/told.ts';

/** The way out beside what is wrong with the last backup of a plan. */
export function BackUpAgain({
  plan,
  word,
}: {
  plan: Plan;
  word: 'window.action.back-up' | 'window.today.back-up-again';
}) {
  const { words } = useSpeech();
  const start = async () => {
    const reply = await ask('backup.start', { plan: plan.id });
    tell(reply.ok ? undefined : reply.error);
  };
  return (
    <Button data-again={plan.id} onClick={() => void start()}>
      {words(word)}
    </Button>
  );
}
