import type { ReactNode } from 'react';
import type { Failure, Job } from '../../electron/contract/index.ts';
import { outcomeOf } from '../state/job-history.ts';
import { useSpeech } from '../state/language.ts';
import { waysOfPlan } from '../state/ways.ts';
import { OutcomeDetails, OutcomePanel, OutcomeText } from './outcome-panel.tsx';
import { ToldFailure } from './told-failure.tsx';

/** How work ended that went from place to place: what is to be said of each, and what failed at one of them. */
export function PlacesOutcome(props: {
  job: Job;
  title: string;
  /** Said where it was cancelled. */
  cancelled: string;
  lines: readonly string[];
  failures: readonly { readonly place: string; readonly failure: Failure }[];
  /** Undefined where nothing came of it. */
  amounts: string | undefined;
  onAgain: () => void;
  onClose: () => void;
  children?: ReactNode;
}) {
  const { words } = useSpeech();
  const { job } = props;
  const outcome = outcomeOf(job);
  const ways = waysOfPlan(job.planId, props.onAgain);
  return (
    <OutcomePanel
      outcome={outcome}
      title={props.title}
      close={{ label: words('window.result.dismiss'), onClose: props.onClose }}
    >
      {outcome === 'cancelled' && <OutcomeText>{props.cancelled}</OutcomeText>}
      {job.failure && outcome === 'failed' && <ToldFailure failure={job.failure} ways={ways} />}
      {props.lines.map((line) => (
        <OutcomeText key={line}>{line}</OutcomeText>
      ))}
      {props.failures.map(({ place, failure }) => (
        <ToldFailure key={place} failure={failure} ways={ways} />
      ))}
      {props.children}
      {props.amounts !== undefined && <OutcomeDetails lines={[props.amounts]} />}
    </OutcomePanel>
  );
}
