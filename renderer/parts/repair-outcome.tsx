import type { Job, RepairResult, RunOutcome } from '../../electron/contract/index.ts';
import type { Words } from '../../electron/words/index.ts';
import { outcomeOf } from '../state/job-history.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { usePlan } from '../state/topics.ts';
import { startRepair, waysOfPlan } from '../state/ways.ts';
import type { MarkShape } from '../ui/mark.tsx';
import { BackUpAgain } from './back-up-again.tsx';
import { OutcomeDetails, OutcomePanel, OutcomeText } from './outcome-panel.tsx';
import { ToldFailure } from './told-failure.tsx';

const SHAPES = {
  complete: 'good',
  incomplete: 'warning',
  cancelled: 'paused',
  failed: 'bad',
  skipped: 'warning',
} as const satisfies Record<RunOutcome, MarkShape>;

/** What was mended, place by place, and what nobody has whole. */
export function RepairOutcome({ job, onClose }: { job: Job; onClose: () => void }) {
  const speech = useSpeech();
  const { words, formats } = speech;
  const plan = usePlan(job.planId);
  const outcome = outcomeOf(job);
  const result = repairResultOf(job);
  const ways = waysOfPlan(job.planId, () => startRepair(job.planId));
  const isLeft = result?.places.some(({ left }) => left.length > 0);
  return (
    <OutcomePanel
      outcome={outcome}
      shape={SHAPES[outcome]}
      title={repairTitle(words, job)}
      close={{ label: words('window.result.dismiss'), onClose }}
    >
      {outcome === 'cancelled' && <OutcomeText>{words('window.repair.cancelled-why')}</OutcomeText>}
      {job.failure && outcome === 'failed' && <ToldFailure failure={job.failure} ways={ways} />}
      {result && linesOf(speech, result).map((line) => <OutcomeText key={line}>{line}</OutcomeText>)}
      {result?.places.map(
        ({ vaultId, failure }) => failure && <ToldFailure key={vaultId} failure={failure} ways={ways} />,
      )}
      {isLeft && <OutcomeText>{words('window.repair.left-next')}</OutcomeText>}
      {isLeft && plan && (
        <div>
          <BackUpAgain plan={plan} word="window.action.back-up" />
        </div>
      )}
      {result && (
        <OutcomeDetails
          lines={[
            words('window.repair.amounts', {
              bytes: formats.bytes(result.bytes),
              time: formats.seconds(result.seconds),
            }),
          ]}
        />
      )}
    </OutcomePanel>
  );
}

function linesOf({ words }: Speech, { places }: RepairResult): string[] {
  // The plan's own place mostly has no name.
  const nameOf = (known: string): string =>
    places.some(({ name, place }) => name === '' && place === known) ? words('window.places.own') : shownName(known);
  const lines = places.flatMap(({ name: given, place, mended, left }) => {
    const name = nameOf(given || place);
    const from = [...new Set(mended.map((file) => nameOf(file.from)))].join(', ');
    return [
      ...(mended.length > 0 ? [words('window.repair.mended', { name, from, count: mended.length })] : []),
      ...(left.length > 0 ? [words('window.repair.left', { name, count: left.length })] : []),
    ];
  });
  if (lines.length > 0 || places.some(({ failure }) => failure)) return lines;
  return [words('window.repair.nothing-why', { count: places.reduce((sum, { checked }) => sum + checked, 0) })];
}

export function repairTitle(words: Words, job: Job): string {
  const result = repairResultOf(job);
  const isNothing = result?.outcome === 'complete' && result.places.every(({ mended }) => mended.length === 0);
  return words(`window.repair.${isNothing ? 'nothing' : outcomeOf(job)}`);
}

function repairResultOf(job: Job): RepairResult | undefined {
  return job.result && 'places' in job.result ? job.result : undefined;
}
