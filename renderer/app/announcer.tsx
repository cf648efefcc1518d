import { makeStyles } from '@fluentui/react-components';
import type { Job } from '../../electron/contract/index.ts';
import type { Words } from '../../electron/words/index.ts';
import { repairTitle } from '../parts/repair-outcome.tsx';
import { consolidateTitle } from '../parts/consolidate-outcome.tsx';
import { copyTitle } from '../parts/copy-outcome.tsx';
import { restoreTitle } from '../parts/restore-outcome.tsx';
import { verifyTitle } from '../parts/verify-outcome.tsx';
import { outcomeOf } from '../state/job-history.ts';
import { useSpeech } from '../state/language.ts';
import { useJobs } from '../state/topics.ts';

const useStyles = makeStyles({
  unseen: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

/** Tells screen readers how the last job ended, on whatever screen they are. It is there before there is anything to tell. */
export function Announcer() {
  const styles = useStyles();
  const { words } = useSpeech();
  const ended = useJobs().findLast((job) => job.state === 'done');
  return (
    <div className={styles.unseen} role="status">
      {ended && endOf(words, ended)}
    </div>
  );
}

function endOf(words: Words, job: Job): string {
  if (job.verb === 'verify') return verifyTitle(words, job);
  if (job.verb === 'copy') return copyTitle(words, job);
  if (job.verb === 'repair') return repairTitle(words, job);
  if (job.verb === 'consolidate') return consolidateTitle(words, job);
  return job.verb === 'restore' ? restoreTitle(words, job) : words(`window.result.${outcomeOf(job)}`);
}
