import { Button } from '@fluentui/react-components';
import { useSpeech } from '../state/language.ts';
import { tell, useTold } from '../state/told.ts';
import { ToldFailure } from './told-failure.tsx';

/** What went wrong with the last button that was pressed; going elsewhere puts it away. */
export function ToldNow() {
  const { words } = useSpeech();
  const told = useTold();
  if (!told) return null;
  return (
    <ToldFailure
      failure={told.failure}
      ways={told.ways}
      actions={<Button onClick={() => tell(undefined)}>{words('window.action.close')}</Button>}
    />
  );
}
