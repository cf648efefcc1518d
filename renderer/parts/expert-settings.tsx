import { Checkbox, Field, makeStyles, Radio, RadioGroup, Select, Text, tokens } from '@fluentui/react-components';
import type { Scheme } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import type { PlanDraft } from '../state/plan-draft.ts';
import { Disclosure } from '../ui/disclosure.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  level: { width: '280px', maxWidth: '100%' },
});

const DEFAULT_LEVEL = 1;
const NAMED_LEVELS = [1, 6, 19] as const;
const SCHEMES = ['automatic', 'incremental', 'differential', 'full'] as const satisfies readonly Scheme[];

/** How sets are made, for those who know what that means. */
export function ExpertSettings({ draft, onChange }: { draft: PlanDraft; onChange: (draft: PlanDraft) => void }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const level = draft.level ?? DEFAULT_LEVEL;
  const isNamed = NAMED_LEVELS.some((named) => named === level);
  return (
    <Disclosure
      title={words('window.draft.expert-title')}
      isOpenFirst={draft.scheme !== 'automatic' || !isNamed || draft.watchFile || !draft.useShadowCopies}
    >
      <Text className={styles.quiet}>{words('window.draft.expert')}</Text>
      <Field label={words('window.draft.scheme')}>
        <RadioGroup
          value={draft.scheme}
          onChange={(_event, { value }) => {
            const scheme = SCHEMES.find((one) => one === value);
            if (scheme) onChange({ ...draft, scheme });
          }}
        >
          {SCHEMES.map((scheme) => (
            <Radio key={scheme} value={scheme} label={words(`window.draft.scheme-${scheme}`)} />
          ))}
        </RadioGroup>
      </Field>
      <Field label={words('window.draft.level')} className={styles.level}>
        <Select value={String(level)} onChange={(_event, { value }) => onChange({ ...draft, level: Number(value) })}>
          {NAMED_LEVELS.map((named) => (
            <option key={named} value={named}>
              {words(`window.draft.level-${named}`)}
            </option>
          ))}
          {!isNamed && <option value={level}>{words('window.draft.level-value', { level })}</option>}
        </Select>
      </Field>
      <Checkbox
        checked={draft.watchFile}
        label={words('hold.watch')}
        onChange={(_event, { checked }) => onChange({ ...draft, watchFile: checked === true })}
      />
      <Text className={styles.quiet}>{words('hold.watch-why')}</Text>
      <Checkbox
        checked={draft.useShadowCopies}
        label={words('shadow.use')}
        onChange={(_event, { checked }) => onChange({ ...draft, useShadowCopies: checked === true })}
      />
      <Text className={styles.quiet}>{words('shadow.use-why')}</Text>
    </Disclosure>
  );
}
