import { useState } from 'react';
import type { BackupResult, Job } from '../../electron/contract/index.ts';
import { lockText } from '../../electron/words/index.ts';
import { outcomeOf } from '../state/job-history.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { usePlan } from '../state/topics.ts';
import { waysOfPlan } from '../state/ways.ts';
import { AcceptGaps } from './accept-gaps.tsx';
import { OutcomeDetails, OutcomePanel, OutcomeText } from './outcome-panel.tsx';
import { ToldFailure } from './told-failure.tsx';
import { grouped, TroubleGroups } from './trouble-groups.tsx';

/** How a run ended, in plain words. */
export function BackupOutcome({ job, onClose }: { job: Job; onClose: () => void }) {
  const speech = useSpeech();
  const { words } = speech;
  const close = { label: words('window.result.dismiss'), onClose };
  const result = backupResultOf(job);
  const outcome = outcomeOf(job);

  return (
    <OutcomePanel outcome={outcome} title={words(`window.result.${outcome}`)} close={close}>
      {(outcome === 'cancelled' || outcome === 'failed') && (
        <OutcomeText>{words(`window.result.${outcome}-why`)}</OutcomeText>
      )}
      {result?.resumable && <OutcomeText>{words('window.result.resumable')}</OutcomeText>}
      {job.failure && outcome === 'failed' && <ToldFailure failure={job.failure} ways={waysOfPlan(job.planId)} />}
      {result && (outcome === 'complete' || outcome === 'incomplete') && <Saved result={result} job={job} />}
    </OutcomePanel>
  );
}

function Saved({ result, job }: { result: BackupResult; job: Job }) {
  const [accepting, setAccepting] = useState<readonly string[]>();
  const speech = useSpeech();
  const { words, formats } = speech;
  const isAccepted = (usePlan(job.planId)?.accepted?.files ?? 0) >= result.files.gaps;
  const lost = result.readAgain?.damaged.length ?? 0;
  const groups = grouped(result.gaps, job.troubles).map((group) => ({
    ...group,
    cause: words(`gap.${group.code}.sentence`),
    next: words(`gap.${group.code}.next`),
    // Those that are not listed cannot be named.
    ...(!isAccepted &&
      group.count === group.paths.length && {
        ofAll: { label: words('gapAccepted.offer'), go: () => setAccepting(group.paths) },
      }),
  }));
  return (
    <>
      <OutcomeText>{summaryOf(speech, result)}</OutcomeText>
      {result.failover !== undefined && (
        <OutcomeText>{words('window.places.stood-in', { name: shownName(result.failover) })}</OutcomeText>
      )}
      {lost > 0 && <OutcomeText>{words('window.result.lost-since', { count: lost })}</OutcomeText>}
      {groups.length > 0 && <TroubleGroups groups={groups} />}
      {accepting && <AcceptGaps planId={job.planId} paths={accepting} onClose={() => setAccepting(undefined)} />}
      {result.lowRoom && (
        <OutcomeText>
          {words('window.result.low-room', {
            need: formats.bytes(result.lowRoom.needBytes),
            have: formats.bytes(result.lowRoom.freeBytes),
          })}
        </OutcomeText>
      )}
      {result.lock && <OutcomeText>{lockText(words, result.lock, formats)}</OutcomeText>}
      {result.sent === 'checksum' && <OutcomeText>{words('window.result.sent-next')}</OutcomeText>}
      {result.disk && (
        <OutcomeText>
          {words(result.disk.canUnplug ? 'disk.can-unplug' : 'disk.not-unplug', { name: shownName(result.disk.name) })}
        </OutcomeText>
      )}
      {result.durability === 'unconfirmed' && <OutcomeText>{words('window.result.unconfirmed')}</OutcomeText>}
      <OutcomeDetails lines={detailsOf(speech, result)} />
    </>
  );
}

function summaryOf({ words }: Speech, { outcome, files, sent }: BackupResult): string {
  if (outcome === 'incomplete') return words('window.result.incomplete-why', { count: files.gaps });
  if (files.new + files.changed + files.moved + files.deleted === 0) return words('window.result.complete-none');
  return words(sent === 'checksum' ? 'window.result.complete-sent' : 'window.result.complete-why', {
    count: files.scanned,
  });
}

const CHANGES = ['new', 'changed', 'moved', 'deleted', 'unchanged'] as const;

/** What was counted, without the counts that are nothing. */
function detailsOf({ words, formats }: Speech, result: BackupResult): string[] {
  const { files, bytes, seconds, kind, kindReason, resumed, notKept, shadowCopies } = result;
  const counts = CHANGES.filter((change) => files[change] > 0);
  return [
    counts.map((change) => words(`window.result.${change}`, { n: formats.count(files[change]) })).join(' · '),
    words('window.result.amounts', {
      read: formats.bytes(bytes.read),
      stored: formats.bytes(bytes.stored),
      time: formats.seconds(seconds),
    }),
    resumed ? words('window.result.resumed', { n: formats.bytes(resumed.bytes) }) : '',
    words('window.result.kind-why', { kind: words(`kind.${kind}`), why: words(`kindReason.${kindReason}`) }),
    notKept ? words('notKept') : '',
    shadowCopies ? words(`shadow.read.${shadowCopies.read}`) : '',
    ...(shadowCopies?.why ?? []).map((why) => words(`shadow.why.${why}`)),
  ].filter((line) => line !== '');
}

export function backupResultOf(job: Job): BackupResult | undefined {
  return job.result && 'kindReason' in job.result ? job.result : undefined;
}
