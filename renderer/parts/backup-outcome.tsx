import type { BackupResult, Job } from '../../electron/contract/index.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import type { MarkShape } from '../ui/mark.tsx';
import { OutcomePanel, OutcomeText } from './outcome-panel.tsx';
import { ToldFailure } from './told-failure.tsx';
import { grouped, TroubleGroups } from './trouble-groups.tsx';

const SHAPES = {
  complete: 'good',
  incomplete: 'warning',
  cancelled: 'paused',
  failed: 'bad',
  skipped: 'paused',
} as const satisfies Record<BackupResult['outcome'], MarkShape>;

/** How a run ended, in plain words. */
export function BackupOutcome({ job, onClose }: { job: Job; onClose: () => void }) {
  const speech = useSpeech();
  const { words } = speech;
  const close = { label: words('window.result.dismiss'), onClose };
  const result = backupResultOf(job);
  const outcome = result?.outcome ?? (job.failure?.code === 'cancelled' ? 'cancelled' : 'failed');

  return (
    <OutcomePanel outcome={outcome} shape={SHAPES[outcome]} title={words(`window.result.${outcome}`)} close={close}>
      {(outcome === 'cancelled' || outcome === 'failed') && (
        <OutcomeText>{words(`window.result.${outcome}-why`)}</OutcomeText>
      )}
      {job.failure && outcome === 'failed' && <ToldFailure failure={job.failure} />}
      {result && (outcome === 'complete' || outcome === 'incomplete') && <Saved result={result} job={job} />}
    </OutcomePanel>
  );
}

function Saved({ result, job }: { result: BackupResult; job: Job }) {
  const speech = useSpeech();
  const { words } = speech;
  const groups = grouped(result.gaps, job.troubles).map((group) => ({
    ...group,
    cause: words(`gap.${group.code}.sentence`),
    next: words(`gap.${group.code}.next`),
  }));
  return (
    <>
      <OutcomeText>{summaryOf(speech, result)}</OutcomeText>
      {groups.length > 0 && <TroubleGroups groups={groups} />}
      {result.durability === 'unconfirmed' && <OutcomeText>{words('window.result.unconfirmed')}</OutcomeText>}
      <OutcomeText isQuiet>{detailOf(speech, result)}</OutcomeText>
    </>
  );
}

function summaryOf({ words }: Speech, { outcome, files }: BackupResult): string {
  if (outcome === 'incomplete') return words('window.result.incomplete-why', { count: files.gaps });
  if (files.new + files.changed + files.moved + files.deleted === 0) return words('window.result.complete-none');
  return words('window.result.complete-why', { count: files.scanned });
}

function detailOf({ words, formats }: Speech, result: BackupResult): string {
  const { files, bytes } = result;
  return [
    words('window.result.changes', {
      new: formats.count(files.new),
      changed: formats.count(files.changed),
      moved: formats.count(files.moved),
      deleted: formats.count(files.deleted),
      unchanged: formats.count(files.unchanged),
    }),
    words('window.result.amounts', {
      read: formats.bytes(bytes.read),
      stored: formats.bytes(bytes.stored),
      time: formats.seconds(result.seconds),
    }),
    words('window.result.kind-why', {
      kind: words(`kind.${result.kind}`),
      why: words(`kindReason.${result.kindReason}`),
    }),
  ].join(' · ');
}

export function backupResultOf(job: Job): BackupResult | undefined {
  return job.result && 'gaps' in job.result ? job.result : undefined;
}
