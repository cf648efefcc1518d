import type { Damage, DamageCode, Job, VerifyResult } from '../../electron/contract/index.ts';
import type { Words } from '../../electron/words/index.ts';
import { outcomeOf } from '../state/job-history.ts';
import { useSpeech } from '../state/language.ts';
import { usePlan } from '../state/topics.ts';
import { startCheck, waysOfPlan } from '../state/ways.ts';
import { OutcomeDetails, OutcomePanel, OutcomeText } from './outcome-panel.tsx';
import { RepairOffer } from './repair-offer.tsx';
import { ToldFailure } from './told-failure.tsx';
import { type TroubleGroup, TroubleGroups } from './trouble-groups.tsx';

/** What a check of the backups has found, in plain words. */
export function VerifyOutcome({ job, onClose }: { job: Job; onClose: () => void }) {
  const { words, formats } = useSpeech();
  const plan = usePlan(job.planId);
  const outcome = outcomeOf(job);
  const result = verifyResultOf(job);
  const groups = result ? damageIn(words, result) : [];
  const again = () => startCheck(job.planId, result?.level ?? 'read');
  const hurt = result?.points.filter(({ state }) => state === 'damaged').length ?? 0;
  return (
    <OutcomePanel
      outcome={outcome}
      title={verifyTitle(words, job)}
      close={{ label: words('window.result.dismiss'), onClose }}
    >
      {job.failure && outcome === 'failed' && (
        <ToldFailure failure={job.failure} ways={waysOfPlan(job.planId, again)} />
      )}
      {outcome === 'complete' && result && (
        <OutcomeText>{words('window.plans.check.good', { count: result.points.length })}</OutcomeText>
      )}
      {result && hurt > 0 && (
        <OutcomeText>
          {words('window.plans.check.hurt', {
            hurt: formats.count(hurt),
            all: formats.count(result.points.length),
          })}
        </OutcomeText>
      )}
      {result?.mended && (
        <OutcomeText>{words('window.repair.read-instead', { count: result.mended.length })}</OutcomeText>
      )}
      {hurt > 0 && (
        <div>
          <RepairOffer plan={plan} />
        </div>
      )}
      {groups.length > 0 && <TroubleGroups groups={groups} />}
      {result && (
        <OutcomeDetails
          lines={[
            words('window.plans.check.amounts', {
              read: formats.bytes(result.bytesRead),
              rest: formats.bytes(result.bytesNotRead),
              time: formats.seconds(result.seconds),
            }),
          ]}
        />
      )}
    </OutcomePanel>
  );
}

/** A check that could not be made has found nothing, neither good nor bad. */
export function verifyTitle(words: Words, job: Job): string {
  const outcome = outcomeOf(job);
  if (outcome === 'complete') return words('window.plans.check.complete');
  if (outcome === 'cancelled' || outcome === 'skipped') return words('window.plans.check.cancelled');
  return words(verifyResultOf(job) ? 'window.plans.check.damaged' : 'window.plans.check.failed');
}

/** The damage of all points and of the place itself, one kind a group. */
function damageIn(words: Words, { points, vault }: VerifyResult): TroubleGroup[] {
  const byCode = new Map<DamageCode, Damage[]>();
  for (const each of [...vault, ...points.flatMap(({ damage }) => damage)])
    byCode.set(each.code, [...(byCode.get(each.code) ?? []), each]);
  return [...byCode].map(([code, each]) => ({
    code,
    cause: words(`damage.${code}`),
    next: words('window.plans.check.next'),
    count: each.reduce((sum, { pathCount }) => sum + (pathCount ?? 1), 0),
    paths: [...new Set(each.flatMap(({ paths, file }) => paths ?? (file === undefined ? [] : [file])))],
  }));
}

function verifyResultOf(job: Job): VerifyResult | undefined {
  return job.result && 'level' in job.result ? job.result : undefined;
}
