import { MessageBar, MessageBarBody, MessageBarTitle, Text } from '@fluentui/react-components';
import {
  type DamageCode,
  ERRORS,
  type ErrorCode,
  FREEZE_REASONS,
  type FreezeReason,
  type GapCode,
  type RestoreFailureCode,
  type Run,
  type RunTroubles,
} from '../../electron/contract/index.ts';
import { useAnswer } from '../state/ask.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { useNow } from '../state/now.ts';
import { shownName } from '../state/paths.ts';
import { waysOfPlan } from '../state/ways.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { Facts } from '../ui/facts.tsx';
import { RunOutcomeMark } from './run-outcome-mark.tsx';
import { ToldFailure } from './told-failure.tsx';
import { restoreTrouble } from './restore-troubles.ts';
import { type TroubleGroup, TroubleGroups } from './trouble-groups.tsx';
import { UndoOffer } from './undo-offer.tsx';
import { useMoment } from './use-standing.ts';

/** One run: what it did, what it could not do and why, and what can be done about it. */
export function RunDetails({ run, onClose }: { run: Run; onClose: () => void }) {
  const speech = useSpeech();
  const { words, formats } = speech;
  const moment = useMoment();
  const now = useNow();
  const title = words('window.past.details-of', { what: words(`history.verb.${run.verb}`), at: moment(run.startedAt) });
  const fact = (name: string, value: string | undefined) => (value === undefined ? [] : [[name, value] as const]);

  return (
    <DialogFrame title={title} closeLabel={words('window.action.close')} onClose={onClose}>
      <Text weight="semibold">
        <RunOutcomeMark run={run} />
      </Text>
      {run.skip !== undefined && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>
              {words('window.past.skip-title', { why: words(`history.skip.${run.skip}`) })}
            </MessageBarTitle>
            {nextAfterSkip(speech, run.skip)}
          </MessageBarBody>
        </MessageBar>
      )}
      {run.failure && run.outcome !== 'cancelled' && (
        <ToldFailure failure={run.failure} ways={run.verb === 'backup' ? waysOfPlan(run.planId) : undefined} />
      )}
      {run.stoodIn !== undefined && <Text>{words('window.places.stood-in', { name: shownName(run.stoodIn) })}</Text>}
      <Troubles run={run} />
      {run.undo && Date.parse(run.undo.until) > now && <UndoOffer undo={run.undo} />}
      <Facts
        rows={[
          [words('window.past.plan'), shownName(run.planName)],
          ...fact(words('window.past.ended'), run.endedAt && moment(run.endedAt)),
          ...fact(words('window.past.duration'), run.seconds === undefined ? undefined : formats.seconds(run.seconds)),
          ...fact(words('window.past.kind'), run.kind && words(`kind.${run.kind}`)),
          ...fact(words('window.past.files'), run.files === undefined ? undefined : formats.count(run.files)),
          ...fact(words('window.past.size'), run.bytes === undefined ? undefined : formats.bytes(run.bytes)),
          ...fact(
            words('window.past.stored'),
            run.storedBytes === undefined ? undefined : formats.bytes(run.storedBytes),
          ),
          ...fact(words('window.past.to'), run.to && shownName(run.to)),
        ]}
      />
    </DialogFrame>
  );
}

function Troubles({ run }: { run: Run }) {
  const speech = useSpeech();
  const { words } = speech;
  const hasTroubles = Object.keys(run.troubles).length > 0;
  const troubles = useAnswer('run.troubles', hasTroubles ? { run: run.id } : undefined);
  if (run.cleaned) return <Cleaned cleaned={run.cleaned} />;
  if (run.outcome === 'complete' && !hasTroubles) return <Text>{words('window.past.good')}</Text>;
  if (troubles.state === 'failed')
    return <ToldFailure failure={troubles.failure} ways={{ 'try-again': troubles.retry }} />;
  if (!hasTroubles || !troubles.value) return null;
  return <TroubleGroups groups={troubles.value.map((group) => groupOf(speech, run, group))} />;
}

function Cleaned({ cleaned }: { cleaned: NonNullable<Run['cleaned']> }) {
  const { words } = useSpeech();
  return (['removed', 'purged', 'returned'] as const)
    .filter((what) => cleaned[what] > 0)
    .map((what) => <Text key={what}>{words(`window.past.cleaned-${what}`, { count: cleaned[what] })}</Text>);
}

/** A clean-up that was refused has its own advice. */
function nextAfterSkip({ words }: Speech, skip: NonNullable<Run['skip']>): string {
  const frozen = FREEZE_REASONS.find((reason) => reason === skip);
  return frozen === undefined
    ? words(`window.past.skip-next.${skip as Exclude<typeof skip, FreezeReason>}`)
    : words(`keep.frozen.${frozen}.next`);
}

/** A code's own sentence, by the verb that it came from: the service has checked that it is one of that verb's codes. */
export function groupOf(
  { words }: Speech,
  run: Pick<Run, 'verb' | 'planId' | 'setId'>,
  { code, count, paths }: RunTroubles[number],
): TroubleGroup {
  const { verb } = run;
  const group = { code, count, paths: paths.map(({ path }) => path) };
  if (verb === 'backup' || verb === 'consolidate') {
    const gap = code as GapCode;
    return { ...group, cause: words(`gap.${gap}.sentence`), next: words(`gap.${gap}.next`) };
  }
  if (verb === 'verify') {
    return { ...group, cause: words(`damage.${code as DamageCode}`), next: words('restoreFailure.damaged.next') };
  }
  // What a place could not be reached for has a code of its own; all else is damage.
  if (verb === 'repair' && !(code in ERRORS))
    return { ...group, cause: words(`damage.${code as DamageCode}`), next: words('window.repair.left-next') };
  if (verb === 'copy' || verb === 'repair') {
    const { sentence, next } = words.failure({ code: code as ErrorCode, subject: group.paths.join(', ') });
    return { ...group, cause: sentence, next };
  }
  const failure = { ...group, code: code as RestoreFailureCode };
  if (verb === 'restore') return restoreTrouble(words, run, failure);
  return {
    ...failure,
    cause: words(`restoreFailure.${failure.code}.sentence`),
    next: words(`restoreFailure.${failure.code}.next`),
  };
}
