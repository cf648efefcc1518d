import { Button } from '@fluentui/react-components';
import { useSpeech } from '../state/language.ts';
import { tell, useTold } from '../state/told.ts';
import { ToldFailure } from './told-failure.tsx';

/** What went wrong with the last button that was pressed; going elsewhere puts it away. */
export function ToldNow() {
  const { words } = useSpeech();
  const failure = useTold();
  if (!failure) return null;
  return (
    <ToldFailure
      failure={failure}
      actions={<Button onClick={() => tell(undefined)}>{words('window.action.close')}</Button>}
    />
  );
}
