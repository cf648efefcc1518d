import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { RULES_MAX, type ScheduleLook, type Timing } from '../../electron/contract/index.ts';
import { useAnswer } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { ruleText, type ScheduleRule, scheduleOfRules } from '../state/schedule-rules.ts';
import { useSettings } from '../state/settings.ts';
import { useSettled } from '../state/use-settled.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { DaysAhead, useAheadUntil } from './schedule/days-ahead.tsx';
import { RuleList } from './schedule/rule-list.tsx';
import { StartWithComputerChoice } from './start-with-computer.tsx';
import { Step } from './step.tsx';
import { TimingSettings } from './timing-settings.tsx';
import { ToldFailure } from './told-failure.tsx';
import { useMoment } from './use-standing.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** When a plan runs, what that means for the coming days, and, where it is off, the start with the computer that it needs. */
export function WhenStep(props: {
  number: number;
  rules: readonly ScheduleRule[];
  timing: Timing;
  /** The one that is being changed. */
  plan: string | undefined;
  startsWithComputer: boolean;
  onChange: (change: { rules?: readonly ScheduleRule[]; timing?: Timing; startsWithComputer?: boolean }) => void;
}) {
  const { words } = useSpeech();
  const settings = useSettings();
  const { rules, timing, startsWithComputer } = props;
  const [hadSeveral] = useState(rules.length > 1);
  const isByHand = scheduleOfRules(rules) === '';
  const isOff = settings?.startAtLogin === false;
  const runsLate = isOff && !startsWithComputer ? 'window.draft.when-asleep' : 'window.draft.when';

  const draft = useSettled(JSON.stringify({ rules: rules.map(ruleText), timing }));
  const until = useAheadUntil();
  const about = { ...(JSON.parse(draft) as { rules: string[]; timing: Timing }), until };
  const looked = useAnswer('schedule.look', { ...about, ...(props.plan !== undefined && { plan: props.plan }) });
  const look = looked.state === 'failed' ? undefined : looked.value;

  return (
    <Step
      number={props.number}
      title={words('window.draft.when-title')}
      text={words(isByHand ? 'window.draft.when-hand-warning' : runsLate)}
    >
      <RuleList
        rules={rules}
        looks={look?.rules ?? []}
        max={RULES_MAX}
        onChange={(changed) => props.onChange({ rules: changed })}
      />
      {isOff && !isByHand && (
        <StartWithComputerChoice
          isOn={startsWithComputer}
          onChange={(isOn) => props.onChange({ startsWithComputer: isOn })}
        />
      )}
      {looked.state === 'failed' && <ToldFailure failure={looked.failure} ways={{ 'try-again': looked.retry }} />}
      {look && !isByHand && <NextRuns look={look} isOpenFirst={hadSeveral} />}
      {!isByHand && <TimingSettings timing={timing} onChange={(changed) => props.onChange({ timing: changed })} />}
    </Step>
  );
}

function NextRuns({ look, isOpenFirst }: { look: ScheduleLook; isOpenFirst: boolean }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const moment = useMoment();
  const times = look.next.map(({ at, kind }) =>
    kind ? words('window.planned.of-kind', { what: moment(at), kind: words(`kind.${kind}`) }) : moment(at),
  );
  return (
    <>
      <Text role="status" className={styles.quiet}>
        {times.length > 0 && words('window.draft.when-next', { times: times.join(' · ') })}
      </Text>
      {look.next.length > 0 && (
        <Disclosure title={words('window.rules.ahead')} isOpenFirst={isOpenFirst}>
          <DaysAhead runs={look.runs} rests={look.rests} title={null} />
        </Disclosure>
      )}
    </>
  );
}
