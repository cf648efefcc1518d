import { Checkbox, Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { useSpeech } from '../../state/language.ts';
import { ORDINALS, type ScheduleChoice, STEPS, WEEKDAYS, withEvery } from '../../state/schedule-choice.ts';
import { RULE_KINDS, type ScheduleRule } from '../../state/schedule-rules.ts';
import { weekdayName } from '../use-schedule.ts';
import { stepName } from './step-name.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '12px', alignItems: 'flex-end' },
  every: { width: '272px', maxWidth: '100%' },
  day: { width: '200px' },
  short: { width: '138px' },
  time: { width: '130px' },
  kind: { width: '380px', maxWidth: '100%' },
  rule: { flexGrow: 1, minWidth: '260px' },
  days: { display: 'flex', flexWrap: 'wrap' },
});

const EVERY = {
  hand: 'window.draft.when-hand',
  hour: 'window.draft.when-hourly',
  opening: 'window.draft.when-opening',
  'log-on': 'window.draft.when-log-on',
  'plug-in': 'window.draft.when-plug-in',
  shutdown: 'window.draft.when-shutdown',
  day: 'window.draft.when-daily',
  workday: 'window.draft.when-workdays',
  week: 'window.draft.when-weekly',
  month: 'window.draft.when-monthly',
  'month-week': 'window.draft.when-month-week',
  own: 'window.draft.when-own',
} as const;
const EVERIES = [
  'day',
  'workday',
  'hour',
  'opening',
  'week',
  'month',
  'month-week',
  'log-on',
  'plug-in',
  'shutdown',
  'hand',
  'own',
] as const;
/** 31 would be the last one as well. */
const MONTH_DAYS = Array.from({ length: 29 }, (_, index) => String(index + 2));

/** The questions of one rule. `isAlone`: it is the only one, which may be none, and the plan decides what is saved. */
export function RuleFields(props: {
  rule: ScheduleRule;
  isAlone: boolean;
  wrong: string | undefined;
  onChange: (rule: ScheduleRule) => void;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { rule, isAlone, wrong } = props;
  const { choice, kind } = rule;
  const onChange = (changed: ScheduleChoice) => props.onChange({ ...rule, choice: changed });
  return (
    <>
      <div className={styles.row}>
        <Field label={words('window.draft.when-label')} className={styles.every}>
          <Select
            value={choice.every}
            onChange={(_event, { value }) => {
              const every = EVERIES.find((one) => one === value);
              if (every) onChange(withEvery(choice, every));
            }}
          >
            {EVERIES.filter((every) => isAlone || every !== 'hand').map((every) => (
              <option key={every} value={every}>
                {words(EVERY[every])}
              </option>
            ))}
          </Select>
        </Field>
        {'step' in choice && <StepField choice={choice} onChange={onChange} />}
        {choice.every === 'month' && <MonthDayField choice={choice} onChange={onChange} />}
        {choice.every === 'month-week' && <MonthWeekFields choice={choice} onChange={onChange} />}
        {choice.every === 'opening' && <OpeningHours choice={choice} wrong={wrong} onChange={onChange} />}
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
            {...(wrong !== undefined && { validationMessage: wrong })}
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
      {choice.every === 'week' && <WeekDays choice={choice} onChange={onChange} />}
      {(!isAlone || kind !== undefined) && (
        <Field label={words('window.rules.kind')} className={styles.kind}>
          <Select
            value={kind ?? ''}
            onChange={(_event, { value }) => {
              const chosen = RULE_KINDS.find((one) => one === value);
              props.onChange({ choice, ...(chosen && { kind: chosen }) });
            }}
          >
            <option value="">{words('window.rules.kind-plan')}</option>
            {RULE_KINDS.map((one) => (
              <option key={one} value={one}>
                {words(`window.rules.kind-${one}`)}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </>
  );
}

interface Part<Every extends ScheduleChoice['every']> {
  readonly choice: Extract<ScheduleChoice, { every: Every }>;
  readonly onChange: (choice: ScheduleChoice) => void;
}

function StepField({ choice, onChange }: Part<'hour' | 'opening'>) {
  const styles = useStyles();
  const { words } = useSpeech();
  return (
    <Field label={words('window.rules.step')} className={styles.short}>
      <Select value={choice.step} onChange={(_event, { value }) => onChange({ ...choice, step: value })}>
        {[...new Set([...STEPS, choice.step])].map((step) => (
          <option key={step} value={step}>
            {stepName(words, step)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function MonthDayField({ choice, onChange }: Part<'month'>) {
  const styles = useStyles();
  const { words } = useSpeech();
  return (
    <Field label={words('window.draft.when-day')} className={styles.day}>
      <Select
        value={choice.day === '31' ? 'last' : choice.day}
        onChange={(_event, { value }) => onChange({ ...choice, day: value })}
      >
        <option value="1">{words('window.draft.when-first-day')}</option>
        <option value="last">{words('window.draft.when-last-day')}</option>
        {MONTH_DAYS.map((day) => (
          <option key={day} value={day}>
            {words('window.rules.month-day', { day })}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function MonthWeekFields({ choice, onChange }: Part<'month-week'>) {
  const styles = useStyles();
  const speech = useSpeech();
  const { words } = speech;
  return (
    <>
      <Field label={words('window.rules.which')} className={styles.short}>
        <Select
          value={choice.which}
          onChange={(_event, { value }) => {
            const which = ORDINALS.find((one) => one === value);
            if (which) onChange({ ...choice, which });
          }}
        >
          {ORDINALS.map((which) => (
            <option key={which} value={which}>
              {words(`window.rules.${which}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words('window.rules.weekday')} className={styles.short}>
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
    </>
  );
}

/** The last one stays ticked: a week without a day is none. */
function WeekDays({ choice, onChange }: Part<'week'>) {
  const styles = useStyles();
  const speech = useSpeech();
  const { days } = choice;
  return (
    <div className={styles.days} role="group" aria-label={speech.words('window.draft.when-day')}>
      {WEEKDAYS.map((day) => (
        <Checkbox
          key={day}
          label={weekdayName(speech, day)}
          checked={days.includes(day)}
          onChange={(_event, { checked }) => {
            const chosen = WEEKDAYS.filter((one) => (one === day ? checked === true : days.includes(one)));
            if (chosen.length > 0) onChange({ ...choice, days: chosen });
          }}
        />
      ))}
    </div>
  );
}

function OpeningHours({ choice, wrong, onChange }: Part<'opening'> & { wrong: string | undefined }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const hours = { from: 'window.draft.when-from', to: 'window.draft.when-to' } as const;
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <Field
          key={end}
          label={words(hours[end])}
          {...(end === 'to' && wrong !== undefined && { validationMessage: wrong })}
          className={styles.time}
        >
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
