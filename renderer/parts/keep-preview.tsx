import { makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import type { Plan, PrunePlan } from '../../electron/contract/index.ts';
import { useAnswer } from '../state/ask.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { useSettled } from '../state/use-settled.ts';
import { ToldFailure } from './told-failure.tsx';
import { useMoment } from './use-standing.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2 },
  list: {
    margin: 0,
    padding: '8px 12px',
    listStyleType: 'none',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  row: { display: 'grid', gridTemplateColumns: 'minmax(130px, 180px) minmax(0, 1fr)', gap: '16px', padding: '2px 0' },
});

/** Enough to see what the rule does. */
const SHOWN = 15;

/** What a rule would keep of the backups that are there, the newest first. */
export function KeepPreview({ plan, keep }: { plan: Plan; keep: string }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const settled = useSettled(keep);
  const hasPoints = plan.lastGoodAt !== undefined || plan.lastRun !== undefined;
  const answer = useAnswer('prune.preview', hasPoints && settled !== '' ? { plan: plan.id, keep: settled } : undefined);
  if (settled === '' || !hasPoints) return null;
  if (answer.state === 'failed') return <ToldFailure failure={answer.failure} ways={{ 'try-again': answer.retry }} />;
  if (!answer.value) return null;
  const { points, frozen } = answer.value;
  const stays = points.filter((point) => point.stays).length;
  return (
    <>
      <Text role="status" className={styles.quiet}>
        {stays === points.length
          ? words('window.draft.keep-preview-all', { count: points.length })
          : words('window.draft.keep-preview', { count: points.length - stays, stays })}
      </Text>
      {frozen !== undefined && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {words(`keep.frozen.${frozen}.sentence`)} {words(`keep.frozen.${frozen}.next`)}
          </MessageBarBody>
        </MessageBar>
      )}
      <PointList points={points} />
    </>
  );
}

function PointList({ points }: { points: PrunePlan['points'] }) {
  const styles = useStyles();
  const speech = useSpeech();
  const { words } = speech;
  const moment = useMoment();
  return (
    <ul className={styles.list} aria-label={words('window.draft.keep-list')}>
      {points
        .toReversed()
        .slice(0, SHOWN)
        .map((point) => (
          <li key={point.setId} className={styles.row} data-stays={point.stays}>
            <Text weight={point.stays ? 'semibold' : 'regular'}>{moment(point.at)}</Text>
            <Text className={styles.quiet}>
              {point.stays
                ? words('window.draft.keep-stays', { why: whyOf(speech, point.reasons) })
                : words('window.draft.keep-goes')}
            </Text>
          </li>
        ))}
      {points.length > SHOWN && (
        <li className={styles.quiet}>{words('window.draft.keep-more', { count: points.length - SHOWN })}</li>
      )}
    </ul>
  );
}

function whyOf({ words }: Speech, reasons: PrunePlan['points'][number]['reasons']): string {
  return reasons
    .map(({ why, period = '' }) => {
      switch (why) {
        case 'daily':
        case 'weekly':
        case 'monthly':
        case 'yearly':
          return words(`keep.period.${why}`, { period });
        default:
          return words(`keep.why.${why}`);
      }
    })
    .join(words('window.draft.keep-and'));
}
