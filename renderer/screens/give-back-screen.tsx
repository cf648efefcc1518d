import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Conflict, Plan, RestoreInput } from '../../electron/contract/index.ts';
import { JobProgress } from '../parts/job-progress.tsx';
import { NewPlaceRows, useNewPlaces } from '../parts/new-places.tsx';
import { PlaceChoice } from '../parts/place-choice.tsx';
import { RestoreOutcome } from '../parts/restore-outcome.tsx';
import { RestorePreview } from '../parts/restore-preview.tsx';
import { Step } from '../parts/step.tsx';
import { isSomethingThere, ThereChoice } from '../parts/there-choice.tsx';
import { ToldNow } from '../parts/told-now.tsx';
import { useMoment } from '../parts/use-standing.ts';
import { ask, useAnswer } from '../state/ask.ts';
import { keepAsked } from '../state/asked-restore.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { mapOf } from '../state/new-places.ts';
import { shownName } from '../state/paths.ts';
import type { Ways } from '../state/remedy.ts';
import { firstPlace, firstRule, originalPathOf, type Place, targetOf } from '../state/restore-place.ts';
import { goBack, goTo, type Route, showInstead } from '../state/route.ts';
import { shell } from '../state/shell.ts';
import { tell } from '../state/told.ts';
import { useJob, usePlan } from '../state/topics.ts';
import { unlockPlan } from '../state/unlock.ts';
import { startBackup } from '../state/ways.ts';
import { Facts } from '../ui/facts.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

type GiveBack = Extract<Route, { screen: 'give-back' }>;

/** Where what was chosen goes, a look at what will happen, then exactly that, and how it went. */
export function GiveBackScreen(route: Omit<GiveBack, 'screen'>) {
  const { planId, at, paths, story, started } = route;
  const speech = useSpeech();
  const { words, language } = speech;
  const plan = usePlan(planId);
  const [chosenPlace, setPlace] = useState<Place | undefined>(route.place);
  const [chosenRule, setRule] = useState<Conflict>();
  const job = useJob(started?.jobId);

  const [newPlaces, setNewPlaces] = useNewPlaces(plan);

  const place = chosenPlace ?? firstPlace(story, plan?.origin);
  const rule = chosenRule ?? firstRule(story, place);
  const target = targetOf(place);
  const isMoved = plan?.origin === 'vault';
  const map = isMoved && place.kind === 'original-place' ? mapOf(plan, newPlaces, paths) : [];
  const input: RestoreInput | undefined = target &&
    map && { plan: planId, at, paths: [...paths], target, conflict: rule, map };
  const preview = useAnswer('restore.preview', started ? undefined : input);
  const looked = 'value' in preview ? preview.value : undefined;

  const movedText = words('window.wizard.place.original-moved');

  const chooseFolder = async () => {
    const path = await shell.pickFolder('target', language);
    if (path !== null) setPlace({ kind: 'folder', path });
  };
  const ways: Ways = {
    'other-folder': () => void chooseFolder(),
    'other-version': () => goTo({ screen: 'browse', planId, at: 'latest', path: '' }),
    'back-up': () => void startBackup(planId),
    'give-key': () => unlockPlan(planId),
  };
  /** The same question, with its answers as they were. */
  const askAgain = () => {
    const { started: _, ...asked } = route;
    showInstead({ screen: 'give-back', ...asked });
  };

  const start = async () => {
    if (!input || !target) return;
    const reply = await ask('restore.start', input);
    tell(reply.ok ? undefined : reply.error, {
      ...ways,
      'try-again': () => void start(),
      'give-key': () => unlockPlan(planId, () => void start()),
    });
    if (reply.ok) keepAsked({ planId, at: looked?.setId ?? at, paths, target });
    if (reply.ok)
      showInstead({
        screen: 'give-back',
        ...route,
        started: { jobId: reply.value.jobId, target, ...(map?.length && { moved: map.map(({ to }) => to) }) },
      });
  };
  const foot = !started && (
    <>
      <Button appearance="primary" disabled={preview.state !== 'ready' || !input} onClick={() => void start()}>
        {words('window.restore.start')}
      </Button>
      <Button onClick={goBack}>{words('window.action.cancel')}</Button>
    </>
  );

  return (
    <Page title={words('window.restore.title')} {...(foot !== false && { foot })}>
      <ToldNow />
      <Panel>
        <Chosen plan={plan} at={at} paths={paths} speech={speech} />
      </Panel>
      {!started && (
        <>
          <Step number={1} title={words('window.wizard.place.title')} text={words('window.restore.where-text')}>
            <PlaceChoice
              place={place}
              original={plan && story !== 'ransom' ? (isMoved ? movedText : originalOf(plan, paths)) : undefined}
              isMany={paths.length !== 1}
              folderText={words(
                story === 'ransom' ? 'window.wizard.place.folder-ransom' : 'window.wizard.place.folder-text',
              )}
              onChange={setPlace}
            />
            {isMoved && place.kind === 'original-place' && (
              <NewPlaceRows plan={plan} places={newPlaces} onChange={setNewPlaces} />
            )}
            {looked && story !== 'ransom' && (isSomethingThere(looked) || chosenRule !== undefined) && (
              <ThereChoice rule={rule} onChange={setRule} />
            )}
          </Step>
          {input && (
            <RestorePreview plan={plan} asked={{ paths, target: input.target }} preview={preview} ways={ways} />
          )}
        </>
      )}
      {job && job.state !== 'done' && (
        <Panel>
          <JobProgress job={job} name={plan?.name ?? ''} />
        </Panel>
      )}
      {job?.state === 'done' && started && (
        <RestoreOutcome
          job={job}
          asked={{ paths, ...started }}
          onAgain={() => goTo({ screen: 'restore' })}
          onRetry={askAgain}
        />
      )}
    </Page>
  );
}

function originalOf(plan: Plan, paths: readonly string[]): string {
  const places = paths.map((path) => originalPathOf(plan, path)).filter((path) => path !== undefined);
  return (places.length > 0 ? places : plan.sources.map(({ path }) => path)).map(shownName).slice(0, 3).join(' · ');
}

function Chosen(props: { plan: Plan | undefined; at: string; paths: readonly string[]; speech: Speech }) {
  const { plan, paths, speech } = props;
  const { words } = speech;
  const moment = useMoment();
  const points = useAnswer('point.list', plan && { plan: plan.id });
  const known = 'value' in points ? points.value : undefined;
  const point = props.at === 'latest' ? known?.at(-1) : known?.find(({ setId }) => setId === props.at);
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
        [words('window.find.plan'), shownName(plan?.name ?? '')],
        [words('window.restore.from'), point ? moment(point.at) : ''],
      ]}
    />
  );
}
