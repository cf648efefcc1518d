import type { CopyResult, Job, RunOutcome } from '../../electron/contract/index.ts';
import type { Words } from '../../electron/words/index.ts';
import { outcomeOf } from '../state/job-history.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { startCopy, waysOfPlan } from '../state/ways.ts';
import type { MarkShape } from '../ui/mark.tsx';
import { OutcomeDetails, OutcomePanel, OutcomeText } from './outcome-panel.tsx';
import { ToldFailure } from './told-failure.tsx';

const SHAPES = {
  complete: 'good',
  incomplete: 'warning',
  cancelled: 'paused',
  failed: 'bad',
  skipped: 'warning',
} as const satisfies Record<RunOutcome, MarkShape>;

/** What has been copied to the other places of a plan, place by place. */
export function CopyOutcome({ job, onClose }: { job: Job; onClose: () => void }) {
  const speech = useSpeech();
  const { words, formats } = speech;
  const outcome = outcomeOf(job);
  const result = job.result && 'broughtHome' in job.result ? job.result : undefined;
  const ways = waysOfPlan(job.planId, () => startCopy(job.planId));
  return (
    <OutcomePanel
      outcome={outcome}
      shape={SHAPES[outcome]}
      title={copyTitle(words, job)}
      close={{ label: words('window.result.dismiss'), onClose }}
    >
      {outcome === 'cancelled' && <OutcomeText>{words('window.places.cancelled-why')}</OutcomeText>}
      {job.failure && outcome === 'failed' && <ToldFailure failure={job.failure} ways={ways} />}
      {result && linesOf(speech, result).map((line) => <OutcomeText key={line}>{line}</OutcomeText>)}
      {result?.copies.map(({ copy, failure }) => failure && <ToldFailure key={copy} failure={failure} ways={ways} />)}
      {result && (
        <OutcomeDetails
          lines={[
            words('window.places.amounts', {
              bytes: formats.bytes(result.bytes),
              time: formats.seconds(result.seconds),
            }),
          ]}
        />
      )}
    </OutcomePanel>
  );
}

function linesOf({ words }: Speech, { broughtHome, copies }: CopyResult): string[] {
  const ofCopies = copies.flatMap(({ name: given, copied, missing, removed, failure }) => {
    const name = shownName(given);
    return [
      ...(copied > 0 ? [words('window.places.copied', { name, count: copied })] : []),
      ...(copied === 0 && missing === 0 && !failure ? [words('window.places.copied-none', { name })] : []),
      ...(missing > 0 ? [words('window.places.missing', { name, count: missing })] : []),
      ...(removed > 0 ? [words('window.places.removed', { name, count: removed })] : []),
    ];
  });
  return [...(broughtHome > 0 ? [words('window.places.home', { count: broughtHome })] : []), ...ofCopies];
}

export function copyTitle(words: Words, job: Job): string {
  return words(`window.places.${outcomeOf(job)}`);
}
