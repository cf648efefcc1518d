import { Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons';
import { useId, useRef } from 'react';
import type { TypedRecoveryKey } from '../../electron/contract/index.ts';
import type { Words } from '../../electron/words/index.ts';
import { useSpeech } from '../state/language.ts';
import { KEY_GROUPS, keyTrouble, lengthOfGroup, nextGroup, withTyped } from '../state/typed-secret.ts';

const useStyles = makeStyles({
  whole: { display: 'flex', flexDirection: 'column', gap: '8px' },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(104px, 1fr))',
    gap: '8px',
    margin: 0,
    padding: 0,
    border: 'none',
    minWidth: 0,
  },
  group: { minWidth: 0 },
  letters: { fontFamily: tokens.fontFamilyMonospace, minWidth: 0, width: '100%' },
  number: { minWidth: '2ch', textAlign: 'right', color: tokens.colorNeutralForeground3 },
  quiet: { color: tokens.colorNeutralForeground2 },
  told: { minHeight: '20px' },
  wrong: { color: tokens.colorStatusDangerForeground3 },
  right: { display: 'flex', alignItems: 'center', gap: '6px', color: tokens.colorStatusSuccessForeground3 },
});

const INDEXES = Array.from({ length: KEY_GROUPS }, (_, index) => index);

/** A recovery key as it stands on the recovery kit, group by group; the wrong group is named as soon as that can be told. */
export function KeyGroupsField(props: {
  groups: readonly string[];
  onChange: (groups: readonly string[]) => void;
  isDisabled?: boolean;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const id = useId();
  const fields = useRef<(HTMLInputElement | null)[]>([]);
  const { groups, onChange } = props;
  const trouble = keyTrouble(groups);
  const wrong: readonly number[] = trouble && trouble.state !== 'whole' ? trouble.groups : [];

  const type = (index: number, typed: string) => {
    const next = withTyped(groups, index, typed);
    onChange(next);
    const isFull = (next[index]?.length ?? 0) >= lengthOfGroup(index);
    const onwards = isFull ? nextGroup(next, index) : undefined;
    if (onwards !== undefined) fields.current[onwards]?.focus();
  };

  return (
    <div className={styles.whole}>
      <fieldset className={styles.grid} aria-describedby={`${id}-text ${id}-told`}>
        <legend hidden>{words('window.keys.secret.key')}</legend>
        {INDEXES.map((index) => (
          <Field
            key={index}
            className={styles.group}
            {...(wrong.includes(index + 1) && { validationState: 'error' as const })}
          >
            <Input
              aria-label={words('window.keys.secret.group', { number: index + 1 })}
              className={styles.letters}
              contentBefore={
                <Text size={200} className={styles.number} aria-hidden="true">
                  {index + 1}
                </Text>
              }
              input={{
                ref: (field: HTMLInputElement | null) => {
                  fields.current[index] = field;
                },
                autoComplete: 'off',
                autoCapitalize: 'characters',
                spellCheck: false,
              }}
              value={groups[index] ?? ''}
              disabled={props.isDisabled === true}
              {...(index === 0 && { autoFocus: true })}
              onChange={(_event, { value }) => type(index, value)}
              onKeyDown={(event) => {
                if (event.key === 'Backspace' && groups[index] === '' && index > 0) fields.current[index - 1]?.focus();
              }}
            />
          </Field>
        ))}
      </fieldset>
      <Text id={`${id}-text`} size={200} className={styles.quiet}>
        {words('window.keys.secret.key-text')}
      </Text>
      <div id={`${id}-told`} role="status" className={styles.told} data-key-state={trouble?.state ?? 'typing'}>
        {trouble?.state === 'whole' && (
          <span className={styles.right}>
            <CheckmarkCircle20Filled aria-hidden="true" />
            <Text>{words('window.keys.secret.whole')}</Text>
          </span>
        )}
        {trouble && trouble.state !== 'whole' && <Text className={styles.wrong}>{told(words, trouble)}</Text>}
      </div>
    </div>
  );
}

const SENTENCES = { 'wrong-characters': 'strange', 'wrong-length': 'short', mistyped: 'mistyped' } as const;

function told(words: Words, trouble: Exclude<TypedRecoveryKey, { state: 'whole' }>): string {
  if (trouble.groups.length === 0) return words('window.keys.secret.somewhere');
  return words(`window.keys.secret.${SENTENCES[trouble.state]}`, { groups: trouble.groups.join(', ') });
}
