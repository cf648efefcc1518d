import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { Run } from '../../electron/contract/index.ts';
import { useAnswer } from '../state/ask.ts';
import { askedOf, isPutAway, putAway } from '../state/asked-restore.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { goTo } from '../state/route.ts';
import { useJobs } from '../state/topics.ts';
import { useMoment } from './use-standing.ts';

const useStyles = makeStyles({
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  code: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** The last restore in the history, where its engine, or the computer, went away over it. */
export function useBrokenRestore(): Run | undefined {
  const version = useJobs()
    .map(({ id, state }) => `${id} ${state}`)
    .join();
  const runs = useAnswer('run.list', { verb: 'restore', limit: 1 }, version);
  const run = 'value' in runs ? runs.value?.rows[0] : undefined;
  return run?.failure?.code === 'interrupted' && !isPutAway(run) ? run : undefined;
}

/** A restore that was broken off: what is back stays, and the same can be asked for again. */
export function BrokenRestore({ run }: { run: Run }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const moment = useMoment();
  const [isAway, setAway] = useState(false);
  if (isAway) return null;
  const asked = askedOf(run);
  const { phone, code } = words.failure({ code: 'interrupted' });
  const again = () =>
    asked
      ? goTo({
          screen: 'give-back',
          planId: run.planId,
          at: asked.at,
          paths: asked.paths,
          // A chosen folder has to be chosen once more: what a dialog has allowed ends with the program.
          place: asked.target.kind === 'original-place' ? asked.target : { kind: asked.target.kind },
        })
      : goTo({ screen: 'browse', planId: run.planId, at: 'latest', path: '' });
  const close = () => {
    putAway(run);
    setAway(true);
  };
  return (
    <MessageBar intent="warning" layout="multiline" data-broken-restore={run.id}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>
          {words('window.wizard.broken.title', { name: shownName(run.planName), at: moment(run.startedAt) })}
        </MessageBarTitle>
        {asked && 'path' in asked.target
          ? words('window.wizard.broken.text-folder', { to: shownName(asked.target.path) })
          : words('window.wizard.broken.text')}
        <span className={styles.code}>{words('window.failure.code', { phone, code })}</span>
      </MessageBarBody>
      <MessageBarActions>
        <Button appearance="primary" onClick={again}>
          {words('window.wizard.broken.again')}
        </Button>
        <Button onClick={close}>{words('window.wizard.broken.close')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
