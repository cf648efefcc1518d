import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import type { Conflict, RestorePreview } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';

const RULES = ['keep-both', 'replace', 'newer', 'skip'] as const satisfies readonly Conflict[];

/** What to do with files that are there already; a question only where there are any. */
export function ThereChoice(props: { rule: Conflict; onChange: (rule: Conflict) => void }) {
  const { words } = useSpeech();
  return (
    <Field label={words('window.wizard.there.label')}>
      <RadioGroup
        value={props.rule}
        onChange={(_event, { value }) => props.onChange(RULES.find((rule) => rule === value) ?? props.rule)}
      >
        {RULES.map((rule) => (
          <Radio key={rule} value={rule} label={words(`window.wizard.there.${rule}`)} />
        ))}
      </RadioGroup>
    </Field>
  );
}

export function isSomethingThere({ counts }: RestorePreview): boolean {
  return counts.replace + counts.keepBoth + counts.keepNewer + counts.skip > 0;
}
