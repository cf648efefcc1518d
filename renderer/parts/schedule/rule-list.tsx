import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { Add20Regular, CalendarClock20Regular, Dismiss20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { RuleLook } from '../../../electron/contract/index.ts';
import { useSpeech } from '../../state/language.ts';
import { type ScheduleRule, tidied, withAnother } from '../../state/schedule-rules.ts';
import { useRuleText } from '../use-schedule.ts';
import { RuleFields } from './rule-fields.tsx';
import { useRuleTrouble } from './use-rule-trouble.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '8px' },
  rule: {
    display: 'flex',
    flexDirection: 'column',
    gap: '10px',
    padding: '4px 4px 4px 12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  head: { display: 'flex', alignItems: 'center', gap: '10px', minHeight: '36px' },
  icon: { flexShrink: 0, color: tokens.colorBrandForeground1 },
  text: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  fields: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '0 8px 12px 30px' },
  told: { padding: '0 8px 8px 30px', color: tokens.colorNeutralForeground2 },
  trouble: { color: tokens.colorStatusDangerForeground3 },
  add: { marginLeft: '-12px' },
});

/** Any number of rules: one is asked for right here, several are a list of sentences, each to be changed or taken away. */
export function RuleList(props: {
  rules: readonly ScheduleRule[];
  looks: readonly RuleLook[];
  max: number;
  onChange: (rules: readonly ScheduleRule[]) => void;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const trouble = useRuleTrouble();
  const [open, setOpen] = useState<number>();
  const foot = useRef<HTMLDivElement>(null);
  const { rules, looks, onChange } = props;
  const [only, ...others] = rules;
  const change = (place: number, rule: ScheduleRule) => onChange(rules.map((one, at) => (at === place ? rule : one)));
  const close = () => {
    onChange(tidied(rules));
    setOpen(undefined);
  };
  return (
    <>
      {only && others.length === 0 ? (
        <RuleFields rule={only} isAlone wrong={trouble(rules, looks, 0)} onChange={(rule) => change(0, rule)} />
      ) : (
        <ul className={styles.list} aria-label={words('window.rules.list')}>
          {[...rules.entries()].map(([place, rule]) => (
            <Rule
              key={place}
              rule={rule}
              trouble={trouble(rules, looks, place)}
              isWrong={isWrong(looks[place])}
              isOpen={open === place}
              onOpen={() => {
                close();
                setOpen(place);
              }}
              onClose={close}
              onChange={(changed) => change(place, changed)}
              onRemove={() => {
                setOpen(undefined);
                onChange(rules.filter((_, at) => at !== place));
                foot.current?.querySelector('button')?.focus();
              }}
            />
          ))}
        </ul>
      )}
      <div ref={foot} hidden={only?.choice.every === 'hand'}>
        <Button
          className={styles.add}
          appearance="subtle"
          icon={<Add20Regular />}
          disabledFocusable={rules.length >= props.max}
          onClick={() => {
            const more = withAnother(rules);
            onChange(more);
            setOpen(more.length - 1);
          }}
        >
          {words('window.rules.add')}
        </Button>
      </div>
    </>
  );
}

function isWrong({ problem, overlap }: RuleLook = {}): boolean {
  return problem !== undefined || overlap?.isAlways === true;
}

function Rule(props: {
  rule: ScheduleRule;
  trouble: string | undefined;
  /** Else it is only worth knowing. */
  isWrong: boolean;
  isOpen: boolean;
  onOpen: () => void;
  onClose: () => void;
  onChange: (rule: ScheduleRule) => void;
  onRemove: () => void;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const told = useRuleText()(props.rule);
  const fields = useRef<HTMLDivElement>(null);
  const { isOpen, trouble } = props;
  useEffect(() => {
    if (isOpen) fields.current?.querySelector('select')?.focus();
  }, [isOpen]);
  const isInField = isOpen && props.rule.choice.every === 'own';
  return (
    <li className={styles.rule} data-rule={isOpen ? 'open' : 'closed'}>
      <div className={styles.head}>
        <CalendarClock20Regular className={styles.icon} aria-hidden="true" />
        <Text className={styles.text}>{told === '' ? words('window.rules.empty') : told}</Text>
        <Button
          appearance="subtle"
          aria-expanded={isOpen}
          aria-label={words(isOpen ? 'window.rules.done-of' : 'window.rules.change-of', { rule: told })}
          onClick={isOpen ? props.onClose : props.onOpen}
        >
          {words(isOpen ? 'window.rules.done' : 'window.rules.change')}
        </Button>
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={words('window.rules.remove', { rule: told })}
          title={words('window.rules.remove', { rule: told })}
          onClick={props.onRemove}
        />
      </div>
      {isOpen && (
        <div ref={fields} className={styles.fields}>
          <RuleFields
            rule={props.rule}
            isAlone={false}
            wrong={isInField ? trouble : undefined}
            onChange={props.onChange}
          />
        </div>
      )}
      {trouble !== undefined && !isInField && (
        <Text role="status" className={mergeClasses(styles.told, props.isWrong && styles.trouble)}>
          {trouble}
        </Text>
      )}
    </li>
  );
}
