import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { FolderOpen20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Job, RestoreResult } from '../../electron/contract/index.ts';
import type { Words } from '../../electron/words/index.ts';
import { outcomeOf } from '../state/job-history.ts';
import { useSpeech } from '../state/language.ts';
import { goBack } from '../state/route.ts';
import { shell } from '../state/shell.ts';
import type { MarkShape } from '../ui/mark.tsx';
import { OutcomePanel, OutcomeText } from './outcome-panel.tsx';
import { ToldFailure } from './told-failure.tsx';
import { grouped, TroubleGroups } from './trouble-groups.tsx';

const useStyles = makeStyles({
  buttons: { display: 'flex', alignItems: 'center', gap: '8px' },
  to: { overflowWrap: 'anywhere', fontFamily: tokens.fontFamilyBase },
});

const SHAPES = {
  complete: 'good',
  incomplete: 'warning',
  failed: 'bad',
  cancelled: 'paused',
  skipped: 'paused',
} as const satisfies Record<RestoreResult['outcome'], MarkShape>;

/** How a restore ended: counts, the exact place, and the way there. Nothing restored is never a success. */
export function RestoreOutcome({ job, target }: { job: Job; target: string }) {
  const { words } = useSpeech();
  const result = restoreResultOf(job);
  const outcome = outcomeOf(job);
  return (
    <OutcomePanel outcome={outcome} shape={SHAPES[outcome]} title={restoreTitle(words, job)}>
      {job.failure && outcome === 'failed' && <ToldFailure failure={job.failure} />}
      {result && <Restored result={result} job={job} />}
      <Next target={target} canOpen={(result?.files.restored ?? 0) > 0} />
    </OutcomePanel>
  );
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
  const styles = useStyles();
  const { words, formats } = useSpeech();
  const { files } = result;
  const counts = { restored: formats.count(files.restored), requested: formats.count(files.requested) };
  const groups = grouped(result.failures, job.troubles).map((group) => ({
    ...group,
    cause: words(`restoreFailure.${group.code}.sentence`),
    next: words(group.code === 'damaged' ? 'window.failure.damaged-next' : `restoreFailure.${group.code}.next`),
  }));
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
      {files.restored > 0 && (
        <Text className={styles.to} data-restored-to={result.to}>
          {words('window.restore.written-to')} <strong>{result.to}</strong>
        </Text>
      )}
    </>
  );
}

function Next({ target, canOpen }: { target: string; canOpen: boolean }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [isMissing, setMissing] = useState(false);
  const open = async () => setMissing(!(await shell.openFolder(target)));
  return (
    <div className={styles.buttons}>
      {canOpen && (
        <Button appearance="primary" icon={<FolderOpen20Regular />} onClick={() => void open()}>
          {words('window.action.open-folder')}
        </Button>
      )}
      <Button onClick={goBack}>{words('window.restore.again')}</Button>
      {isMissing && <Text role="alert">{words('window.restore.open-failed')}</Text>}
    </div>
  );
}

function restoreResultOf(job: Job): RestoreResult | undefined {
  return job.result && 'renamed' in job.result ? job.result : undefined;
}
