import { Field, Input, makeStyles, Radio, RadioGroup } from '@fluentui/react-components';
import type { Plan } from '../../electron/contract/index.ts';
import { type KeepChoice, keepOf, KEEPS } from '../state/keep-choice.ts';
import { useSpeech } from '../state/language.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { KeepPreview } from './keep-preview.tsx';
import { Step } from './step.tsx';

const useStyles = makeStyles({ rule: { maxWidth: '480px' } });

/** How long backups are kept, and what that would mean for those that are there. */
export function KeepStep(props: {
  number: number;
  choice: KeepChoice;
  plan: Plan | undefined;
  onChange: (choice: KeepChoice) => void;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { choice, plan, onChange } = props;
  const isOwn = choice.keep === 'own';

  return (
    <Step number={props.number} title={words('window.draft.keep-title')} text={words('window.draft.keep')}>
      <RadioGroup
        aria-label={words('window.draft.keep-title')}
        value={choice.keep}
        onChange={(_event, { value }) => {
          const keep = KEEPS.find((one) => one === value);
          if (keep) onChange({ keep });
        }}
      >
        {KEEPS.map((keep) => (
          <Radio key={keep} value={keep} label={words(`window.draft.keep-${keep}`)} />
        ))}
      </RadioGroup>
      <Disclosure title={words('window.draft.keep-door')} isOpenFirst={isOwn}>
        <Field
          label={words('window.draft.keep-rule')}
          hint={words('window.draft.keep-rule-hint')}
          className={styles.rule}
        >
          <Input
            value={keepOf(choice)}
            maxLength={1000}
            onChange={(_event, { value }) => onChange({ keep: 'own', rule: value })}
          />
        </Field>
      </Disclosure>
      {plan && <KeepPreview plan={plan} keep={keepOf(choice)} />}
    </Step>
  );
}
