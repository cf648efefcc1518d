import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { Pause20Regular, Play20Regular } from '@fluentui/react-icons';
import type { Job, Progress } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { jobSecondsLeft } from '../state/pace.ts';
import { shownName } from '../state/paths.ts';
import { phaseOf, shareDone } from '../state/standing.ts';
import { tell } from '../state/told.ts';
import { CancelJob } from './cancel-job.tsx';

const useStyles = makeStyles({
  job: { display: 'flex', flexDirection: 'column', gap: '8px' },
  top: { display: 'flex', alignItems: 'center', gap: '16px', justifyContent: 'space-between' },
  buttons: { display: 'flex', gap: '8px', flexShrink: 0 },
  counts: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  current: { color: tokens.colorNeutralForeground3, minHeight: tokens.lineHeightBase200 },
});

/** A job under way: what it does, how much of it is done, and the ways to halt and to stop it. */
export function JobProgress({ job, name }: { job: Job; name: string }) {
  const styles = useStyles();
  const speech = useSpeech();
  const { words, formats } = speech;
  const share = shareDone(job);
  const order = async (call: 'job.pause' | 'job.resume') => {
    const reply = await ask(call, { jobId: job.id });
    if (!reply.ok) tell(reply.error, { 'try-again': () => void order(call) });
  };

  return (
    <div className={styles.job} data-job={job.id} data-job-state={job.state}>
      <div className={styles.top}>
        <Text weight="semibold" role="status">
          {doingOf(speech, job)}
          {share !== undefined && ` ${formats.share(share)}`}
        </Text>
        <span className={styles.buttons}>
          {job.state === 'running' && (
            <Button icon={<Pause20Regular />} onClick={() => void order('job.pause')}>
              {words('window.plans.running.pause')}
            </Button>
          )}
          {job.state === 'paused' && (
            <Button appearance="primary" icon={<Play20Regular />} onClick={() => void order('job.resume')}>
              {words('window.plans.running.resume')}
            </Button>
          )}
          <CancelJob job={job} />
        </span>
      </div>
      <ProgressBar
        thickness="large"
        {...((share !== undefined || job.state === 'paused') && { value: share ?? 0 })}
        aria-label={
          job.verb === 'restore' ? words('window.job.progress-restore') : words('window.job.progress', { name })
        }
      />
      <Text className={styles.counts}>{countsOf(speech, job)}</Text>
      <Text
        size={200}
        block
        truncate
        wrap={false}
        className={styles.current}
        title={shownName(job.progress?.current ?? '')}
      >
        {shownName(job.progress?.current ?? '')}
      </Text>
    </div>
  );
}

function doingOf({ words }: Speech, job: Job): string {
  if (job.state === 'waiting') return words('window.job.waiting');
  if (job.state === 'cancelling') return words('window.job.cancelling');
  if (job.state === 'paused') return words('window.plans.running.paused');
  return words(`phase.${phaseOf(job)}`);
}

function countsOf({ words, formats }: Speech, job: Job): string {
  if (!job.progress) return '';
  const { files, bytes, gaps }: Progress = job.progress;
  const left = job.state === 'running' ? jobSecondsLeft(job.id) : undefined;
  const parts = [
    files.expected !== undefined && files.expected >= files.done
      ? words('window.job.files-of', { done: formats.count(files.done), count: files.expected })
      : words('window.job.files', { count: files.done }),
    bytes.done > 0 && bytesOf(),
    bytes.stored > 0 && words('window.job.stored', { stored: formats.bytes(bytes.stored) }),
    gaps > 0 && words('window.job.gaps', { count: gaps }),
    left !== undefined && leftOf(left),
  ];
  return parts.filter((part) => part !== false).join(' · ');

  function leftOf(seconds: number): string {
    if (seconds < 60) return words('window.plans.running.left-soon');
    return words('window.plans.running.left-about', { time: formats.seconds(Math.ceil(seconds / 60) * 60) });
  }

  function bytesOf(): string {
    const done = formats.bytes(bytes.done);
    if (bytes.expected === undefined || bytes.expected < bytes.done) return words('window.job.bytes', { done });
    return words('window.job.bytes-of', { done, expected: formats.bytes(bytes.expected) });
  }
}
