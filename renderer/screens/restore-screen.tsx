import { Button, Field, makeStyles, Select } from '@fluentui/react-components';
import { FolderAdd20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Conflict, RestoreInput } from '../../electron/contract/index.ts';
import { ChosenFolder } from '../parts/chosen-folder.tsx';
import { JobProgress } from '../parts/job-progress.tsx';
import { RestoreOutcome } from '../parts/restore-outcome.tsx';
import { RestorePreview } from '../parts/restore-preview.tsx';
import { Step } from '../parts/step.tsx';
import { ToldNow } from '../parts/told-now.tsx';
import { useMoment } from '../parts/use-standing.ts';
import { ask, useAnswer } from '../state/ask.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { goBack } from '../state/route.ts';
import { shell } from '../state/shell.ts';
import { tell } from '../state/told.ts';
import { useJob, usePlan } from '../state/topics.ts';
import { Facts } from '../ui/facts.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({ conflict: { maxWidth: '480px' }, choose: { alignSelf: 'flex-start' } });

const CONFLICTS = ['keep-both', 'replace', 'skip', 'newer'] as const satisfies readonly Conflict[];

/** Chosen files, a folder, a look at what will happen, and then exactly that. */
export function RestoreScreen({ planId, at, paths }: { planId: string; at: string; paths: readonly string[] }) {
  const styles = useStyles();
  const speech = useSpeech();
  const { words, language } = speech;
  const [target, setTarget] = useState<string>();
  const [conflict, setConflict] = useState<Conflict>('keep-both');
  const [jobId, setJobId] = useState<string>();
  const job = useJob(jobId);

  const input: RestoreInput | undefined =
    target === undefined
      ? undefined
      : { plan: planId, at, paths: [...paths], target: { kind: 'folder', path: target }, conflict };
  const preview = useAnswer('restore.preview', jobId === undefined ? input : undefined);

  const choose = async () => setTarget((await shell.pickFolder('target', language)) ?? target);
  const start = async () => {
    if (!input) return;
    const reply = await ask('restore.start', input);
    tell(reply.ok ? undefined : reply.error);
    if (reply.ok) setJobId(reply.value.jobId);
  };

  const isReady = preview.state === 'ready' && input !== undefined;
  const foot =
    job === undefined && jobId === undefined ? (
      <>
        <Button appearance="primary" disabled={!isReady} onClick={() => void start()}>
          {words('window.restore.start')}
        </Button>
        <Button onClick={goBack}>{words('window.action.cancel')}</Button>
      </>
    ) : undefined;

  return (
    <Page title={words('window.restore.title')} foot={foot}>
      <ToldNow />
      <Panel>
        <Chosen planId={planId} at={at} paths={paths} speech={speech} />
      </Panel>
      {jobId === undefined && (
        <>
          <Step number={1} title={words('window.restore.where')} text={words('window.restore.where-text')}>
            {target !== undefined && <ChosenFolder path={target} />}
            <Button icon={<FolderAdd20Regular />} className={styles.choose} onClick={() => void choose()}>
              {words(target === undefined ? 'window.restore.choose-folder' : 'window.action.change')}
            </Button>
            <Field label={words('window.restore.if-there')} className={styles.conflict}>
              <Select
                value={conflict}
                onChange={(_event, { value }) => setConflict(CONFLICTS.find((one) => one === value) ?? conflict)}
              >
                {CONFLICTS.map((one) => (
                  <option key={one} value={one}>
                    {words(`window.restore.conflict-${one}`)}
                  </option>
                ))}
              </Select>
            </Field>
          </Step>
          {input && <RestorePreview preview={preview} />}
        </>
      )}
      {job && job.state !== 'done' && (
        <Panel>
          <JobProgress job={job} name="" />
        </Panel>
      )}
      {job?.state === 'done' && <RestoreOutcome job={job} target={target ?? ''} />}
    </Page>
  );
}

function Chosen({
  planId,
  at,
  paths,
  speech,
}: {
  planId: string;
  at: string;
  paths: readonly string[];
  speech: Speech;
}) {
  const { words } = speech;
  const plan = usePlan(planId);
  const moment = useMoment();
  const points = useAnswer('point.list', { plan: planId });
  const point = 'value' in points ? points.value?.find(({ setId }) => setId === at) : undefined;
  const [first, ...rest] = paths.map(shownName);
  const what =
    first === undefined
      ? words('window.restore.what-all')
      : rest.length === 0
        ? first
        : words('window.home.and-more', { first, rest: rest.length });
  return (
    <Facts
      rows={[
        [words('window.restore.what'), what],
        [words('window.find.plan'), plan?.name ?? ''],
        [words('window.restore.from'), point ? moment(point.at) : ''],
      ]}
    />
  );
}
