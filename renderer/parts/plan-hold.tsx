import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { Hold, Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { goTo } from '../state/route.ts';
import { AnswerHold } from './answer-hold.tsx';

const useStyles = makeStyles({
  list: { margin: '4px 0', paddingLeft: '20px' },
  line: { overflowWrap: 'anywhere' },
  part: { margin: '4px 0 0' },
});

/** Changes that look like malware or a slip: what was found, what is kept, and the question that only a person can answer. */
export function PlanHold({ plan, hold }: { plan: Plan; hold: Hold }) {
  const styles = useStyles();
  const { words, formats } = useSpeech();
  const [isAnswering, setAnswering] = useState(false);
  const { reasons, lastGood, confirmed } = hold;
  return (
    <>
      <MessageBar intent="error" layout="multiline" role="alert" data-hold={plan.id}>
        <MessageBarBody>
          <MessageBarTitle>{words('hold.title')}</MessageBarTitle>
          <ul className={styles.list}>
            {reasons.map(({ why, files, of, extension = '', path = '' }) => (
              <li key={why} className={styles.line}>
                {words(`hold.why.${why}`, { count: files, of: formats.count(of), extension, path: shownName(path) })}
              </li>
            ))}
          </ul>
          {words('hold.text')}{' '}
          {lastGood ? words('hold.last-good', { at: formats.time(lastGood.at) }) : words('hold.no-last-good')}
          {confirmed && (
            <p className={styles.part}>
              {words('hold.confirmed', { by: confirmed.by, at: formats.time(confirmed.at) })}
            </p>
          )}
          <p className={styles.part}>{words('hold.steps')}</p>
        </MessageBarBody>
        <MessageBarActions>
          <Button appearance="primary" data-hold-answer onClick={() => setAnswering(true)}>
            {words('hold.answer')}
          </Button>
          <Button onClick={() => goTo({ screen: 'history', planId: plan.id })}>{words('hold.look')}</Button>
        </MessageBarActions>
      </MessageBar>
      {isAnswering && <AnswerHold plan={plan} hold={hold} onClose={() => setAnswering(false)} />}
    </>
  );
}
