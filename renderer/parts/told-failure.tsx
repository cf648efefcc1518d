import {
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { ErrorCode, Failure } from '../../electron/contract/index.ts';
import type { Words } from '../../electron/words/index.ts';
import { isEngineStop } from '../state/job-history.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';

const useStyles = makeStyles({
  code: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
});

/** What happened, what to do, and the code to say on the telephone. */
export function ToldFailure(props: { failure: Failure; actions?: ReactNode }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { actions } = props;
  const failure = shownFailure(props.failure);
  const told = words.failure(failure);
  return (
    <MessageBar intent="error" layout="multiline" role="alert" data-code={failure.code}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{sentenceOf(words, failure)}</MessageBarTitle>
        {nextOf(words, failure)}
        <span className={styles.code}>{words('window.failure.code', { phone: told.phone, code: failure.code })}</span>
      </MessageBarBody>
      {actions !== undefined && <MessageBarActions>{actions}</MessageBarActions>}
    </MessageBar>
  );
}

/** Codes whose advice speaks of the command line; the window gives its own. */
const OWN_ADVICE = [
  'usage',
  'not-yet',
  'plan-unknown',
  'plan-ambiguous',
  'point-unknown',
  'path-unknown',
  'set-damaged',
  'home-unusable',
  'state-damaged',
] as const satisfies readonly ErrorCode[];

/** It may be about a file, whose name reads as text whatever it is. */
function shownFailure({ subject, ...rest }: Failure): Failure {
  return { ...rest, ...(subject !== undefined && { subject: shownName(subject) }) };
}

function sentenceOf(words: Words, failure: Failure): string {
  if (isEngineStop(failure)) return words('window.job.lost');
  return failure.code === 'usage' ? words('window.failure.usage') : words.failure(failure).sentence;
}

function nextOf(words: Words, failure: Failure): string {
  const own = OWN_ADVICE.find((code) => code === failure.code);
  return own === undefined ? words.failure(failure).next : words(`window.next.${own}`);
}
