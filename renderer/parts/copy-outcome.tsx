import type { CopyResult, Job } from '../../electron/contract/index.ts';
import { lockText, type Words } from '../../electron/words/index.ts';
import { outcomeOf } from '../state/job-history.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { startCopy } from '../state/ways.ts';
import { PlacesOutcome } from './places-outcome.tsx';

/** What has been copied to the other places of a plan, place by place. */
export function CopyOutcome({ job, onClose }: { job: Job; onClose: () => void }) {
  const speech = useSpeech();
  const { words, formats } = speech;
  const result = job.result && 'broughtHome' in job.result ? job.result : undefined;
  const amounts = result && { bytes: formats.bytes(result.bytes), time: formats.seconds(result.seconds) };
  return (
    <PlacesOutcome
      job={job}
      title={copyTitle(words, job)}
      cancelled={words('window.places.cancelled-why')}
      lines={result ? linesOf(speech, result) : []}
      failures={result?.copies.flatMap(({ copy, failure }) => (failure ? [{ place: copy, failure }] : [])) ?? []}
      amounts={amounts && words('window.places.amounts', amounts)}
      onAgain={() => startCopy(job.planId)}
      onClose={onClose}
    />
  );
}

function linesOf({ words, formats }: Speech, { broughtHome, copies }: CopyResult): string[] {
  const ofCopies = copies.flatMap(({ name: given, copied, missing, removed, failure, lock }) => {
    const name = shownName(given);
    return [
      ...(copied > 0 ? [words('window.places.copied', { name, count: copied })] : []),
      ...(copied === 0 && missing === 0 && !failure ? [words('window.places.copied-none', { name })] : []),
      ...(missing > 0 ? [words('window.places.missing', { name, count: missing })] : []),
      ...(lock ? [words('window.places.of-place', { name, what: lockText(words, lock, formats) })] : []),
      ...(removed > 0 ? [words('window.places.removed', { name, count: removed })] : []),
    ];
  });
  return [...(broughtHome > 0 ? [words('window.places.home', { count: broughtHome })] : []), ...ofCopies];
}

export function copyTitle(words: Words, job: Job): string {
  return words(`window.places.${outcomeOf(job)}`);
}
