import { Button, Field, Input } from '@fluentui/react-components';
import { Eye20Regular, EyeOff20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useSpeech } from '../state/language.ts';

/** A passphrase, hidden until somebody wants to see it. */
export function PassphraseField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with it, in a sentence. */
  wrong?: string | undefined;
  hint?: string;
  isFirst?: boolean;
  isDisabled?: boolean;
}) {
  const { words } = useSpeech();
  const [isShown, setShown] = useState(false);
  const label = words(isShown ? 'window.keys.secret.hide' : 'window.keys.secret.show');
  return (
    <Field
      label={props.label}
      {...(props.wrong !== undefined && { validationMessage: props.wrong, validationState: 'error' as const })}
      {...(props.hint !== undefined && props.wrong === undefined && { hint: props.hint })}
    >
      <Input
        type={isShown ? 'text' : 'password'}
        value={props.value}
        maxLength={1024}
        disabled={props.isDisabled === true}
        input={{ autoComplete: 'off', spellCheck: false }}
        {...(props.isFirst === true && { autoFocus: true })}
        contentAfter={
          <Button
            appearance="transparent"
            size="small"
            icon={isShown ? <EyeOff20Regular /> : <Eye20Regular />}
            aria-label={label}
            aria-pressed={isShown}
            title={label}
            onClick={() => setShown(!isShown)}
          />
        }
        onChange={(_event, { value }) => props.onChange(value)}
      />
    </Field>
  );
}
