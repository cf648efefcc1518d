import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Plan } from '../../electron/contract/index.ts';
import { PlanForm } from '../parts/plan-form.tsx';
import { ToldNow } from '../parts/told-now.tsx';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { useOffers } from '../state/offers.ts';
import { shownName } from '../state/paths.ts';
import { changeOf, draftOf, inputOf, wantsStart } from '../state/plan-draft.ts';
import { goBack } from '../state/route.ts';
import { changeSettings } from '../state/settings.ts';
import { tell } from '../state/told.ts';
import { usePlan, usePlans } from '../state/topics.ts';
import { Page } from '../ui/page.tsx';

/** A plan of this computer, with its answers to be changed. */
export function EditScreen({ planId }: { planId: string }) {
  const { words } = useSpeech();
  const isKnown = usePlans() !== undefined;
  const plan = usePlan(planId);
  if (!plan) return <Page title={words(isKnown ? 'window.plan.gone' : 'window.app.loading')}>{null}</Page>;
  return <PlanEditor plan={plan} />;
}

function PlanEditor({ plan }: { plan: Plan }) {
  const { words } = useSpeech();
  const offers = useOffers();
  const [draft, setDraft] = useState(() => draftOf(plan));
  const [isSaving, setSaving] = useState(false);
  const [isTried, setTried] = useState(false);
  const name = draft.ownName ?? plan.name;

  const save = async () => {
    setTried(true);
    if (!inputOf(draft, name)) return;
    const change = changeOf(plan, draft, name);
    if (Object.keys(change).length === 0) return goBack();
    setSaving(true);
    const reply = await ask('plan.edit', { plan: plan.id, change });
    if (reply.ok && wantsStart(draft)) await changeSettings({ startAtLogin: true });
    setSaving(false);
    if (reply.ok) goBack();
    else tell(reply.error, { 'try-again': () => void save() });
  };

  return (
    <Page
      title={words('window.draft.edit-title', { name: shownName(plan.name) })}
      foot={
        <>
          <Button appearance="primary" disabled={isSaving} onClick={() => void save()}>
            {words(isSaving ? 'window.draft.saving' : 'window.draft.save')}
          </Button>
          <Button onClick={goBack}>{words('window.action.cancel')}</Button>
        </>
      }
    >
      <ToldNow />
      <PlanForm draft={draft} onChange={setDraft} offers={offers} plan={plan} isTried={isTried} name={name} />
    </Page>
  );
}
