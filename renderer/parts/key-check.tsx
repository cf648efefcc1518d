import { Checkbox, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons';
import { useState } from 'react';
import { twoGroups } from '../state/kit-due.ts';
import { useSpeech } from '../state/language.ts';
import { isSameGroup } from '../state/typed-secret.ts';

/** `right`: both groups were typed; `aware`: somebody takes the risk; `open`: neither yet. */
export type Checked = 'open' | 'right' | 'aware';

const useStyles = makeStyles({
  fields: { display: 'flex', flexWrap: 'wrap', gap: '8px 16px' },
  field: { width: '160px' },
  letters: { fontFamily: tokens.fontFamilyMonospace, minWidth: 0, width: '100%' },
  told: { minHeight: '20px' },
  wrong: { color: tokens.colorStatusDangerForeground3 },
  right: { display: 'flex', alignItems: 'center', gap: '6px', color: tokens.colorStatusSuccessForeground3 },
  aware: { marginLeft: '-8px' },
});

/** Two groups of the key, typed from the page, show that it is there and can be read. */
export function KeyCheck(props: {
  groups: readonly string[];
  /** Of a new plan one may go on without, knowing what that means. */
  isNew: boolean;
  onChange: (checked: Checked) => void;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { groups, isNew, onChange } = props;
  const [asked] = useState(() => twoGroups(groups.length));
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const [isAware, setAware] = useState(false);
  const wanted = (number: number) => groups[number - 1] ?? '';
  const isLong = (number: number) => (typed[number] ?? '').trim().length >= wanted(number).length;
  const isRight = (number: number) => isSameGroup(typed[number] ?? '', wanted(number));
  const wrong = asked.filter((number) => isLong(number) && !isRight(number));

  const tellOf = (next: Readonly<Record<number, string>>, aware: boolean) => {
    const isAllRight = asked.every((number) => isSameGroup(next[number] ?? '', wanted(number)));
    onChange(isAllRight ? 'right' : aware ? 'aware' : 'open');
  };
  const type = (number: number, text: string) => {
    const next = { ...typed, [number]: text };
    setTyped(next);
    tellOf(next, isAware);
  };

  return (
    <>
      <div className={styles.fields}>
        {asked.map((number) => (
          <Field
            key={number}
            className={styles.field}
            data-asked-group={number}
            label={words('window.keys.secret.group', { number })}
            {...(wrong.includes(number) && { validationState: 'error' as const })}
          >
            <Input
              className={styles.letters}
              value={typed[number] ?? ''}
              maxLength={8}
              input={{ autoComplete: 'off', autoCapitalize: 'characters', spellCheck: false }}
              data-group={number}
              onChange={(_event, { value }) => type(number, value)}
            />
          </Field>
        ))}
      </div>
      <div role="status" className={styles.told}>
        {asked.every(isRight) && (
          <span className={styles.right}>
            <CheckmarkCircle20Filled aria-hidden="true" />
            <Text>{words('window.keys.kit.right')}</Text>
          </span>
        )}
        {wrong.length > 0 && (
          <Text className={styles.wrong}>{words('window.keys.kit.not-right', { groups: wrong.join(', ') })}</Text>
        )}
      </div>
      {isNew && (
        <Checkbox
          className={styles.aware}
          checked={isAware}
          label={words('window.keys.kit.aware')}
          onChange={(_event, { checked }) => {
            setAware(checked === true);
            tellOf(typed, checked === true);
          }}
        />
      )}
    </>
  );
}
