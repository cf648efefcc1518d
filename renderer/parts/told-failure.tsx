import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Failure } from '../../electron/contract/index.ts';
import type { Words } from '../../electron/words/index.ts';
import { isEngineStop } from '../state/job-history.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { type Ways, wayOut } from '../state/remedy.ts';

const useStyles = makeStyles({
  code: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
});

/** What happened, what to do, a button that does it where `ways` knows one, and the code to say on the telephone. */
export function ToldFailure(props: { failure: Failure; ways?: Ways | undefined; actions?: ReactNode }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { actions } = props;
  const failure = shownFailure(props.failure);
  const told = words.failure(failure);
  const out = wayOut(failure.code, props.ways);
  return (
    <MessageBar intent={intentOf(failure)} layout="multiline" role="alert" data-code={failure.code}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{isEngineStop(failure) ? words('window.job.lost') : told.sentence}</MessageBarTitle>
        {told.next}
        <span className={styles.code}>{codeLine(words, failure)}</span>
      </MessageBarBody>
      {(out || actions !== undefined) && (
        <MessageBarActions>
          {out && (
            <Button data-way={out.way} onClick={out.go}>
              {words(`window.remedy.${out.way}`)}
            </Button>
          )}
          {actions}
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

/** Locked backups are as they should be: somebody only has to open them. */
function intentOf({ code }: Failure): 'info' | 'error' {
  return code === 'key-needed' ? 'info' : 'error';
}

/** It may be about a file, whose name reads as text whatever it is. */
function shownFailure({ subject, ...rest }: Failure): Failure {
  return { ...rest, ...(subject !== undefined && { subject: shownName(subject) }) };
}

/** What whoever helps needs to hear, in the small print: the code, and what the system or the engine said. */
function codeLine(words: Words, failure: Failure): string {
  const { code, detail } = failure;
  const line = words('window.failure.code', { phone: words.failure(failure).phone, code });
  return detail === undefined || detail === '' ? line : `${line} · ${shownName(detail)}`;
}
