import { Checkbox, Field, Input, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import type { Timing } from '../../electron/contract/index.ts';
import { useAnswer } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { type ScheduleChoice, scheduleOf, WEEKDAYS, withEvery } from '../state/schedule-choice.ts';
import { useSettings } from '../state/settings.ts';
import { useSettled } from '../state/use-settled.ts';
import { StartWithComputerChoice } from './start-with-computer.tsx';
import { Step } from './step.tsx';
import { TimingSettings } from './timing-settings.tsx';
import { ToldFailure } from './told-failure.tsx';
import { weekdayName } from './use-schedule.ts';
import { useMoment } from './use-standing.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '12px', alignItems: 'flex-end' },
  every: { width: '260px' },
  day: { width: '220px' },
  time: { width: '130px' },
  rule: { flexGrow: 1, minWidth: '260px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const EVERY = {
  hand: 'window.draft.when-hand',
  hour: 'window.draft.when-hourly',
  opening: 'window.draft.when-opening',
  'log-on': 'window.draft.when-log-on',
  'plug-in': 'window.draft.when-plug-in',
  day: 'window.draft.when-daily',
  workday: 'window.draft.when-workdays',
  week: 'window.draft.when-weekly',
  month: 'window.draft.when-monthly',
  own: 'window.draft.when-own',
} as const;
const EVERIES = ['day', 'workday', 'hour', 'opening', 'week', 'month', 'log-on', 'plug-in', 'hand', 'own'] as const;

/** When a plan runs, when that would be next, and, where it is off, the start with the computer that it needs. */
export function WhenStep(props: {
  number: number;
  choice: ScheduleChoice;
  timing: Timing;
  startsWithComputer: boolean;
  onChange: (change: { choice?: ScheduleChoice; timing?: Timing; startsWithComputer?: boolean }) => void;
}) {
  const styles = useStyles();
  const speech = useSpeech();
  const { words } = speech;
  const settings = useSettings();
  const { choice, startsWithComputer } = props;
  const onChange = (changed: ScheduleChoice) => props.onChange({ choice: changed });
  const isOff = settings?.startAtLogin === false;
  const runsLate = isOff && !startsWithComputer ? 'window.draft.when-asleep' : 'window.draft.when';

  return (
    <Step
      number={props.number}
      title={words('window.draft.when-title')}
      text={words(choice.every === 'hand' ? 'window.draft.when-hand-warning' : runsLate)}
    >
      <div className={styles.row}>
        <Field label={words('window.draft.when-label')} className={styles.every}>
          <Select
            value={choice.every}
            onChange={(_event, { value }) => {
              const every = EVERIES.find((one) => one === value);
              if (every) onChange(withEvery(choice, every));
            }}
          >
            {EVERIES.map((every) => (
              <option key={every} value={every}>
                {words(EVERY[every])}
              </option>
            ))}
          </Select>
        </Field>
        {choice.every === 'week' && (
          <Field label={words('window.draft.when-day')} className={styles.day}>
            <Select
              value={choice.day}
              onChange={(_event, { value }) => {
                const day = WEEKDAYS.find((one) => one === value);
                if (day) onChange({ ...choice, day });
              }}
            >
              {WEEKDAYS.map((day) => (
                <option key={day} value={day}>
                  {weekdayName(speech, day)}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {choice.every === 'month' && (
          <Field label={words('window.draft.when-day')} className={styles.day}>
            <Select
              value={choice.day}
              onChange={(_event, { value }) => onChange({ ...choice, day: value === 'last' ? 'last' : '1' })}
            >
              <option value="1">{words('window.draft.when-first-day')}</option>
              <option value="last">{words('window.draft.when-last-day')}</option>
            </Select>
          </Field>
        )}
        {choice.every === 'opening' && <OpeningHours choice={choice} onChange={onChange} />}
        {'time' in choice && (
          <Field label={words('window.draft.when-time')} className={styles.time}>
            <Input
              type="time"
              value={choice.time}
              // An emptied field has no time; the one before stays.
              onChange={(_event, { value }) => value !== '' && onChange({ ...choice, time: value })}
            />
          </Field>
        )}
        {choice.every === 'own' && (
          <Field
            label={words('window.draft.when-rule')}
            hint={words('window.draft.when-rule-hint')}
            className={styles.rule}
          >
            <Input
              value={choice.rule}
              maxLength={1000}
              onChange={(_event, { value }) => onChange({ every: 'own', rule: value })}
            />
          </Field>
        )}
      </div>
      {isOff && choice.every !== 'hand' && (
        <StartWithComputerChoice
          isOn={startsWithComputer}
          onChange={(isOn) => props.onChange({ startsWithComputer: isOn })}
        />
      )}
      <NextRuns schedule={scheduleOf(choice)} />
      {choice.every !== 'hand' && (
        <TimingSettings timing={props.timing} onChange={(timing) => props.onChange({ timing })} />
      )}
    </Step>
  );
}

function OpeningHours({
  choice,
  onChange,
}: {
  choice: Extract<ScheduleChoice, { every: 'opening' }>;
  onChange: (choice: ScheduleChoice) => void;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const hours = { from: 'window.draft.when-from', to: 'window.draft.when-to' } as const;
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <Field key={end} label={words(hours[end])} className={styles.time}>
          <Input
            type="time"
            value={choice[end]}
            onChange={(_event, { value }) => value !== '' && onChange({ ...choice, [end]: value })}
          />
        </Field>
      ))}
      <Checkbox
        label={words('window.draft.when-only-workdays')}
        checked={choice.onWorkdays}
        onChange={(_event, { checked }) => onChange({ ...choice, onWorkdays: checked === true })}
      />
    </>
  );
}

function NextRuns({ schedule }: { schedule: string }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const moment = useMoment();
  const settled = useSettled(schedule);
  const next = useAnswer('schedule.next', settled === '' ? undefined : { schedule: settled, count: 3 });
  if (schedule === '') return null;
  if (next.state === 'failed') return <ToldFailure failure={next.failure} ways={{ 'try-again': next.retry }} />;
  if (!next.value?.length) return null;
  const times = next.value.map(moment).join(' · ');
  return (
    <Text role="status" className={styles.quiet}>
      {words('window.draft.when-next', { times })}
    </Text>
  );
}
