import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';

/** A share or a disk of the plan stands still while something waits for it. */
export function SilentPlace({ silent }: { silent: NonNullable<Plan['silent']> }) {
  const { words } = useSpeech();
  const { sentence, next } = words.failure({ code: 'place-silent', subject: silent.path });
  return (
    <MessageBar intent="warning" layout="multiline" role="alert" data-silent={silent.path}>
      <MessageBarBody>
        <MessageBarTitle>{shownName(sentence)}</MessageBarTitle>
        {next}
      </MessageBarBody>
    </MessageBar>
  );
}
