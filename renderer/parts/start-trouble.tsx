import { Button, Spinner } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useAnswer } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { ToldFailure } from './told-failure.tsx';

/** Why the engine does not open, with another try; `otherwise` as long as nothing is known to be wrong. */
export function StartTrouble({ otherwise }: { otherwise: ReactNode }) {
  const { words } = useSpeech();
  const [tries, setTries] = useState(0);
  const status = useAnswer('status.get', {}, tries);
  if (status.state !== 'failed') return otherwise ?? <Spinner />;
  return (
    <ToldFailure
      failure={status.failure}
      actions={<Button onClick={() => setTries(tries + 1)}>{words('window.action.try-again')}</Button>}
    />
  );
}
