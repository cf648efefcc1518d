import { Field, makeStyles, Select } from '@fluentui/react-components';
import type { Run, RunOutcome } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { usePlans } from '../state/topics.ts';

export const PERIODS = { '30': 30, '90': 90, '365': 365, all: undefined } as const;
export type Period = keyof typeof PERIODS;

export interface PastChoice {
  readonly plan: string | undefined;
  readonly verb: Run['verb'] | undefined;
  readonly outcome: RunOutcome | undefined;
  readonly period: Period;
}

const VERBS = [
  'backup',
  'restore',
  'verify',
  'undo',
  'consolidate',
  'prune',
  'repair',
] as const satisfies readonly Run['verb'][];
const OUTCOMES = ['complete', 'incomplete', 'failed', 'skipped', 'cancelled'] as const satisfies readonly RunOutcome[];
const PERIOD_KEYS = ['30', '90', '365', 'all'] as const satisfies readonly Period[];

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '12px' },
  field: { flex: '1 1 150px', maxWidth: '240px' },
});

/** Which part of the history is looked at. What a view has no use for is not asked. */
export function PastFilters(props: {
  choice: PastChoice;
  parts: readonly ('plan' | 'verb' | 'outcome' | 'period')[];
  onChange: (choice: PastChoice) => void;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const plans = usePlans() ?? [];
  const { choice, parts, onChange } = props;

  return (
    <div className={styles.row} role="group" aria-label={words('window.past.filter')}>
      {parts.includes('plan') && (
        <Field label={words('window.past.plan')} className={styles.field}>
          <Select
            value={choice.plan ?? ''}
            onChange={(_event, { value }) => onChange({ ...choice, plan: value === '' ? undefined : value })}
          >
            <option value="">{words('window.past.all-plans')}</option>
            {plans.map((plan) => (
              <option key={plan.id} value={plan.id}>
                {shownName(plan.name)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {parts.includes('verb') && (
        <Field label={words('window.past.verb')} className={styles.field}>
          <Select
            value={choice.verb ?? ''}
            onChange={(_event, { value }) => onChange({ ...choice, verb: VERBS.find((verb) => verb === value) })}
          >
            <option value="">{words('window.past.all-verbs')}</option>
            {VERBS.map((verb) => (
              <option key={verb} value={verb}>
                {words(`history.verb.${verb}`)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {parts.includes('outcome') && (
        <Field label={words('window.past.outcome')} className={styles.field}>
          <Select
            value={choice.outcome ?? ''}
            onChange={(_event, { value }) => onChange({ ...choice, outcome: OUTCOMES.find((one) => one === value) })}
          >
            <option value="">{words('window.past.all-outcomes')}</option>
            {OUTCOMES.map((outcome) => (
              <option key={outcome} value={outcome}>
                {words(`window.past.outcomes.${outcome}`)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {parts.includes('period') && (
        <Field label={words('window.past.period')} className={styles.field}>
          <Select
            value={choice.period}
            onChange={(_event, { value }) =>
              onChange({ ...choice, period: PERIOD_KEYS.find((period) => period === value) ?? 'all' })
            }
          >
            {PERIOD_KEYS.map((period) => (
              <option key={period} value={period}>
                {words(`window.past.period-${period}`)}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </div>
  );
}
