import { Button, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { NewPlaceRows, useNewPlaces } from '../parts/new-places.tsx';
import { Step } from '../parts/step.tsx';
import { ToldNow } from '../parts/told-now.tsx';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { goBack, showInstead } from '../state/route.ts';
import { tell } from '../state/told.ts';
import { usePlan } from '../state/topics.ts';
import { unlockPlan } from '../state/unlock.ts';
import { Page } from '../ui/page.tsx';

/** A plan of the old computer goes on here, on the same chain of backups. */
export function AdoptScreen({ planId }: { planId: string }) {
  const { words } = useSpeech();
  const plan = usePlan(planId);
  const [places, setPlaces] = useNewPlaces(plan);
  const [isAsked, setAsked] = useState(false);
  const isReady = plan?.sources.every(({ label }) => places[label] !== undefined) ?? false;

  const adopt = async () => {
    if (!plan) return;
    setAsked(true);
    const sources = plan.sources.map(({ label, path }) => ({ label, path: places[label] ?? path }));
    const reply = await ask('plan.adopt', { plan: planId, sources });
    setAsked(false);
    if (!reply.ok && reply.error.code === 'key-needed') return unlockPlan(planId, () => void adopt());
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void adopt() });
    if (reply.ok) showInstead({ screen: 'plan', planId: reply.value.id });
  };

  return (
    <Page
      title={words('window.wizard.moved.adopt-title', { name: shownName(plan?.name ?? '') })}
      lead={words('window.wizard.moved.adopt-text')}
      foot={
        <>
          <Button appearance="primary" disabled={!isReady || isAsked} onClick={() => void adopt()}>
            {words('window.wizard.moved.adopt')}
          </Button>
          <Button onClick={goBack}>{words('window.action.cancel')}</Button>
        </>
      }
    >
      <ToldNow />
      {plan && (
        <Step number={1} title={words('window.wizard.moved.places')}>
          <NewPlaceRows plan={plan} places={places} onChange={setPlaces} />
          <Text>{words('window.wizard.moved.restore-first')}</Text>
        </Step>
      )}
    </Page>
  );
}
