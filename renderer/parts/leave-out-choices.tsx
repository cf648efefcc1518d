import { Button, Checkbox, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Add20Regular, Dismiss16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Estimate } from '../../electron/contract/index.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { isLeftOut, LEAVE_OUT_GROUPS, LEAVE_OUT_KEYS, leftOutBy, ownPatterns, withGroup } from '../state/leave-out.ts';
import { shownName } from '../state/paths.ts';
import { Disclosure } from '../ui/disclosure.tsx';

const useStyles = makeStyles({
  choices: { display: 'flex', flexDirection: 'column', gap: '2px' },
  count: { color: tokens.colorNeutralForeground2, paddingLeft: '36px', marginTop: '-6px', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  own: { display: 'flex', gap: '8px', alignItems: 'flex-start', flexWrap: 'wrap' },
  pattern: { display: 'flex', alignItems: 'center', gap: '8px', overflowWrap: 'anywhere' },
  input: { width: '320px', maxWidth: '100%' },
  add: { marginTop: '26px' },
});

/** What a plan leaves out, in plain words, with what that is in the chosen folders. */
export function LeaveOutChoices(props: {
  exclude: readonly string[];
  estimate: Estimate | undefined;
  onChange: (exclude: readonly string[]) => void;
}) {
  const styles = useStyles();
  const speech = useSpeech();
  const { words } = speech;
  const { exclude, estimate, onChange } = props;
  const own = ownPatterns(exclude);
  const always = estimate?.leftOut.filter(({ builtin }) => builtin).reduce((sum, { entries }) => sum + entries, 0) ?? 0;

  return (
    <Disclosure title={words('window.draft.leave-title')} isOpenFirst={exclude.length > 0}>
      <Text className={styles.quiet}>{words('window.draft.leave')}</Text>
      <div className={styles.choices} role="group" aria-label={words('window.draft.leave-title')}>
        {LEAVE_OUT_KEYS.map((group) => {
          const isOut = isLeftOut(exclude, group);
          return (
            <div key={group}>
              <Checkbox
                checked={isOut}
                label={`${words(`window.draft.leave-${group}`)} (${LEAVE_OUT_GROUPS[group].join(', ')})`}
                onChange={(_event, { checked }) => onChange(withGroup(exclude, group, checked === true))}
              />
              {isOut && <Count speech={speech} estimate={estimate} patterns={LEAVE_OUT_GROUPS[group]} />}
            </div>
          );
        })}
        {own.map((pattern) => (
          <div key={pattern}>
            <div className={styles.pattern}>
              <Button
                appearance="subtle"
                icon={<Dismiss16Regular />}
                aria-label={words('window.draft.leave-remove', { pattern })}
                title={words('window.draft.leave-remove', { pattern })}
                onClick={() => onChange(exclude.filter((other) => other !== pattern))}
              />
              <Text>{shownName(pattern)}</Text>
            </div>
            <Count speech={speech} estimate={estimate} patterns={[pattern]} />
          </div>
        ))}
      </div>
      <OwnPattern exclude={exclude} onChange={onChange} />
      {always > 0 && (
        <Text size={200} className={styles.quiet}>
          {words('window.draft.leave-always', { count: always })}
        </Text>
      )}
    </Disclosure>
  );
}

function Count(props: { speech: Speech; estimate: Estimate | undefined; patterns: readonly string[] }) {
  const styles = useStyles();
  const { words } = props.speech;
  if (!props.estimate) return null;
  const { entries, example } = leftOutBy(props.estimate.leftOut, props.patterns);
  return (
    <Text size={200} block className={styles.count} role="status">
      {entries === 0
        ? words('window.draft.leave-count-zero')
        : words('window.draft.leave-count', { count: entries, example: shownName(example ?? '') })}
    </Text>
  );
}

function OwnPattern(props: { exclude: readonly string[]; onChange: (exclude: readonly string[]) => void }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [typed, setTyped] = useState('');
  const pattern = typed.trim();
  const add = () => {
    if (pattern === '') return;
    if (!props.exclude.includes(pattern)) props.onChange([...props.exclude, pattern]);
    setTyped('');
  };
  return (
    <div className={styles.own}>
      <Field
        label={words('window.draft.leave-own')}
        hint={words('window.draft.leave-own-hint')}
        className={styles.input}
      >
        <Input
          value={typed}
          maxLength={1000}
          onChange={(_event, { value }) => setTyped(value)}
          onKeyDown={(event) => event.key === 'Enter' && add()}
        />
      </Field>
      <Button className={styles.add} icon={<Add20Regular />} disabled={pattern === ''} onClick={add}>
        {words('window.draft.leave-add')}
      </Button>
    </div>
  );
}
