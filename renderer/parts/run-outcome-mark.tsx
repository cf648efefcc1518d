import { makeStyles } from '@fluentui/react-components';
import type { Run, RunOutcome } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { Mark, type MarkShape } from '../ui/mark.tsx';

export const SHAPE_OF_OUTCOME = {
  complete: 'good',
  incomplete: 'warning',
  cancelled: 'paused',
  failed: 'bad',
  skipped: 'late',
} as const satisfies Record<RunOutcome, MarkShape>;

const useStyles = makeStyles({ mark: { display: 'inline-flex', alignItems: 'center', gap: '6px' } });

/** How a run ended, by shape and word, with the number of files it could not do. */
export function RunOutcomeMark({ run }: { run: Run }) {
  const styles = useStyles();
  const { words, formats } = useSpeech();
  const troubles = Object.values(run.troubles).reduce((sum, count) => sum + count, 0);
  return (
    <span className={styles.mark} data-run-outcome={run.outcome ?? 'running'}>
      <Mark shape={run.outcome === undefined ? 'working' : SHAPE_OF_OUTCOME[run.outcome]} size={16} />
      {run.outcome === undefined ? words('history.running') : words(`window.past.outcomes.${run.outcome}`)}
      {troubles > 0 && ` · ${formats.count(troubles)}`}
    </span>
  );
}
