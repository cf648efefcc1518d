import { Button } from '@fluentui/react-components';
import type { Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { startBackup } from '../state/ways.ts';

/** The way out beside what is wrong with the last backup of a plan. */
export function BackUpAgain({
  plan,
  word,
}: {
  plan: Plan;
  word: 'window.action.back-up' | 'window.today.back-up-again';
}) {
  const { words } = useSpeech();
  return (
    <Button data-again={plan.id} onClick={() => void startBackup(plan.id)}>
      {words(word)}
    </Button>
  );
}
