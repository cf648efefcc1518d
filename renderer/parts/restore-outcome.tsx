import { Button, makeStyles, Text } from '@fluentui/react-components';
import { FolderOpen20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Job, Plan, RestoreResult, RestoreTarget } from '../../electron/contract/index.ts';
import type { Words } from '../../electron/words/index.ts';
import { outcomeOf } from '../state/job-history.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import type { Ways } from '../state/remedy.ts';
import { folderToOpen, type Landed, landedAt } from '../state/restore-place.ts';
import { shell } from '../state/shell.ts';
import { usePlan } from '../state/topics.ts';
import { unlockPlan } from '../state/unlock.ts';
import { waysOfPlan } from '../state/ways.ts';
import { OutcomePanel, OutcomeText } from './outcome-panel.tsx';
import { restoreTrouble } from './restore-troubles.ts';
import { ToldFailure } from './told-failure.tsx';
import { grouped, TroubleGroups } from './trouble-groups.tsx';
import { UndoOffer, UndoOutcome } from './undo-offer.tsx';

const useStyles = makeStyles({
  buttons: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: '8px' },
  to: { display: 'flex', flexDirection: 'column', gap: '2px', overflowWrap: 'anywhere' },
});

const MOST_PLACES = 5;

/** What was asked for, where it is still known: a window that was opened anew has only the result. */
interface Asked {
  readonly paths: readonly string[];
  readonly target: RestoreTarget;
  readonly moved?: readonly string[];
}

/**
 * How a restore ended: counts, the exact place, the way there, and the way back. Nothing restored is never a success.
 * `onRetry` leads to the same question again, `onAgain` to another one.
 */
export function RestoreOutcome(props: { job: Job; asked?: Asked; onAgain?: () => void; onRetry?: () => void }) {
  const { job, asked, onAgain, onRetry } = props;
  const { words } = useSpeech();
  const plan = usePlan(job.planId);
  if (job.verb === 'undo') return <UndoOutcome job={job} />;
  const result = restoreResultOf(job);
  const outcome = outcomeOf(job);
  const isAny = result !== undefined && result.files.restored > 0;
  const landed = isAny ? landedOf(plan, asked, result) : undefined;
  return (
    <>
      <OutcomePanel outcome={outcome} title={restoreTitle(words, job)}>
        {job.failure && outcome === 'failed' && (
          <ToldFailure failure={job.failure} ways={waysOfRestore(job, onRetry)} />
        )}
        {result && <Restored result={result} job={job} />}
        {landed && <Place landed={landed} />}
        <Next landed={landed} onAgain={onAgain} />
      </OutcomePanel>
      {result?.undo && <UndoOffer undo={result.undo} />}
    </>
  );
}

function waysOfRestore({ planId }: Job, onRetry: (() => void) | undefined): Ways {
  const { 'back-up': backUp, 'other-version': versions } = waysOfPlan(planId);
  const known = { ...(backUp && { 'back-up': backUp }), ...(versions && { 'other-version': versions }) };
  if (!onRetry) return known;
  const giveKey = () => unlockPlan(planId, onRetry);
  return { ...known, 'try-again': onRetry, 'other-folder': onRetry, 'give-key': giveKey };
}

function landedOf(plan: Plan | undefined, asked: Asked | undefined, result: RestoreResult): Landed {
  if (asked?.moved) return { kind: 'folder', paths: asked.moved };
  if (asked) return landedAt(plan, asked, result);
  return { kind: /\.zip$/i.test(result.to) ? 'zip' : 'folder', paths: [result.to] };
}

/** Nothing restored is never called a success. */
export function restoreTitle(words: Words, job: Job): string {
  const outcome = outcomeOf(job);
  const result = restoreResultOf(job);
  if (outcome === 'cancelled' || outcome === 'skipped') return words('window.restore.cancelled');
  if (outcome === 'failed') return words('window.restore.failed');
  if (result?.files.restored === 0 && outcome !== 'complete') return words('window.restore.nothing-restored');
  return words(`window.restore.${outcome}`);
}

function Restored({ result, job }: { result: RestoreResult; job: Job }) {
  const { words, formats } = useSpeech();
  const { files } = result;
  const counts = { restored: formats.count(files.restored), requested: formats.count(files.requested) };
  const restore = { planId: job.planId, setId: result.setId };
  const groups = grouped(result.failures, job.troubles).map((group) => restoreTrouble(words, restore, group));
  return (
    <>
      <OutcomeText>
        {result.outcome === 'complete' && words('window.restore.complete-why', { count: files.restored })}
        {(result.outcome === 'incomplete' || result.outcome === 'failed') &&
          words('window.restore.incomplete-why', counts)}
        {result.outcome === 'cancelled' && words('window.restore.cancelled-why', { count: files.restored })}
      </OutcomeText>
      {files.skipped > 0 && <OutcomeText>{words('window.restore.skipped', { count: files.skipped })}</OutcomeText>}
      {result.renamed.length > 0 && (
        <OutcomeText>{words('window.restore.renamed', { count: result.renamed.length })}</OutcomeText>
      )}
      {groups.length > 0 && <TroubleGroups groups={groups} />}
      {result.notices.map((notice) => (
        <OutcomeText key={notice}>{words(`notice.${notice}`)}</OutcomeText>
      ))}
    </>
  );
}

function Place({ landed }: { landed: Landed }) {
  const styles = useStyles();
  const { words } = useSpeech();
  return (
    <div className={styles.to} data-restored-to={landed.paths[0]}>
      <Text>{words('window.restore.written-to')}</Text>
      {landed.paths.slice(0, MOST_PLACES).map((path) => (
        <Text key={path} weight="semibold">
          {shownName(path)}
        </Text>
      ))}
      {landed.labels && (
        <Text>
          {words('window.restore.in-folders', {
            names: landed.labels.map(shownName).join(', '),
          })}
        </Text>
      )}
    </div>
  );
}

function Next({ landed, onAgain }: { landed: Landed | undefined; onAgain: (() => void) | undefined }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [isMissing, setMissing] = useState(false);
  const folder = landed && folderToOpen(landed);
  const open = async (path: string) => setMissing(!(await shell.openFolder(path)));
  if (folder === undefined && !onAgain) return null;
  return (
    <div className={styles.buttons}>
      {folder !== undefined && (
        <Button appearance="primary" icon={<FolderOpen20Regular />} onClick={() => void open(folder)}>
          {words('window.action.open-folder')}
        </Button>
      )}
      {onAgain && <Button onClick={onAgain}>{words('window.restore.again')}</Button>}
      {isMissing && <Text role="alert">{words('window.restore.open-failed')}</Text>}
    </div>
  );
}

function restoreResultOf(job: Job): RestoreResult | undefined {
  return job.result && 'renamed' in job.result ? job.result : undefined;
}
