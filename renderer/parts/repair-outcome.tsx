import type { Job, RepairResult } from '../../electron/contract/index.ts';
import type { Words } from '../../electron/words/index.ts';
import { outcomeOf } from '../state/job-history.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { usePlan } from '../state/topics.ts';
import { startRepair } from '../state/ways.ts';
import { BackUpAgain } from './back-up-again.tsx';
import { OutcomeText } from './outcome-panel.tsx';
import { PlacesOutcome } from './places-outcome.tsx';

/** What was mended, place by place, and what nobody has whole. */
export function RepairOutcome({ job, onClose }: { job: Job; onClose: () => void }) {
  const speech = useSpeech();
  const { words, formats } = speech;
  const plan = usePlan(job.planId);
  const result = repairResultOf(job);
  const isLeft = result?.places.some(({ left }) => left.length > 0);
  const amounts = result && { bytes: formats.bytes(result.bytes), time: formats.seconds(result.seconds) };
  return (
    <PlacesOutcome
      job={job}
      title={repairTitle(words, job)}
      cancelled={words('window.repair.cancelled-why')}
      lines={result ? linesOf(speech, result) : []}
      failures={result?.places.flatMap(({ vaultId, failure }) => (failure ? [{ place: vaultId, failure }] : [])) ?? []}
      amounts={amounts && words('window.repair.amounts', amounts)}
      onAgain={() => startRepair(job.planId)}
      onClose={onClose}
    >
      {isLeft && <OutcomeText>{words('window.repair.left-next')}</OutcomeText>}
      {isLeft && plan && (
        <div>
          <BackUpAgain plan={plan} word="window.action.back-up" />
        </div>
      )}
    </PlacesOutcome>
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
