import { Button, Spinner } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { CallInput, Failure, Plan, PlanAdded } from '../../electron/contract/index.ts';
import { PlanForm } from '../parts/plan-form.tsx';
import { ToldNow } from '../parts/told-now.tsx';
import { ask, useAnswer } from '../state/ask.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { type Offers, useOffers } from '../state/offers.ts';
import { baseName, freeName } from '../state/paths.ts';
import { draftOf, EMPTY_DRAFT, inputOf, type PlanDraft, wantsStart } from '../state/plan-draft.ts';
import { goBack, showInstead } from '../state/route.ts';
import { changeSettings } from '../state/settings.ts';
import { shell } from '../state/shell.ts';
import { tell } from '../state/told.ts';
import { usePlan, usePlans } from '../state/topics.ts';
import { waysOfPlan } from '../state/ways.ts';
import { Page } from '../ui/page.tsx';

/** A new plan, empty or like another one: one page of plain questions, and the first backup at its end. */
export function CreateScreen({ from }: { from: string | undefined }) {
  const speech = useSpeech();
  const { words, language } = speech;
  const plans = usePlans() ?? [];
  const model = usePlan(from ?? '');
  const offers = useOffers();
  const [draft, setDraft] = useState<PlanDraft>(() => (model ? copyOf(speech, model) : EMPTY_DRAFT));
  const [isAsking, setAsking] = useState(false);
  const [isTried, setTried] = useState(false);
  useFirstFolders(plans.length === 0, offers, setDraft);

  const { vault: place, credentials } = draft;
  const look = useAnswer(
    'vault.look',
    place === undefined ? undefined : { place, ...(credentials !== undefined && { credentials }) },
  );
  const holds = look.state === 'ready' && draft.vault !== undefined ? look.value.holds : undefined;

  const taken = plans.map((plan) => plan.name);
  const name = draft.ownName ?? freeName(defaultName(speech, draft.sources), taken);
  const choosePlace = async () => {
    const vault = await shell.pickFolder('vault', language);
    if (vault !== null) setDraft((before) => ({ ...before, vault, credentials: undefined }));
  };
  const create = async () => {
    setTried(true);
    const input = inputOf(draft, name, holds);
    if (!input) return;
    setAsking(true);
    const { added, failure } = await createAndBackUp(input);
    if (added && wantsStart(draft)) await changeSettings({ startAtLogin: true });
    setAsking(false);
    // Once the plan is there, only its backup is still to be made.
    tell(
      failure,
      added ? waysOfPlan(added.id) : { 'try-again': () => void create(), 'other-folder': () => void choosePlace() },
    );
    if (!added) return;
    const made = { planId: added.id, ...(added.inSubfolder && { newVault: added.vault }) };
    if (added.isNewKey) showInstead({ screen: 'kit', why: 'new', ...made });
    else showInstead({ screen: 'plan', ...made });
  };

  return (
    <Page
      title={model ? words('window.draft.copy-title', { name: model.name }) : words('window.create.title')}
      foot={
        <>
          <Button appearance="primary" disabled={isAsking} onClick={() => void create()}>
            {isAsking ? words('window.create.creating') : words('window.create.start')}
          </Button>
          <Button onClick={goBack}>{words('window.action.cancel')}</Button>
          {isAsking && <Spinner size="tiny" />}
        </>
      }
    >
      <ToldNow />
      <PlanForm draft={draft} onChange={setDraft} offers={offers} isTried={isTried} name={name} holds={holds} />
    </Page>
  );
}

/** The first plan begins with the documents chosen, if there is such a folder; whatever was chosen before it is known stays. */
function useFirstFolders(
  isFirst: boolean,
  offers: Offers | undefined,
  setDraft: (change: (before: PlanDraft) => PlanDraft) => void,
): void {
  const documents = isFirst ? offers?.folders.find(({ kind }) => kind === 'documents')?.path : undefined;
  useEffect(() => {
    if (documents === undefined) return;
    setDraft((before) => (before.sources.length === 0 ? { ...before, sources: [documents] } : before));
  }, [documents, setDraft]);
}

/** A place that is no good is not copied. */
function copyOf({ words }: Speech, model: Plan): PlanDraft {
  const ownName = words('window.draft.copy-name', { name: model.name });
  return { ...draftOf(model), ownName, ...(model.isSameDisk && { vault: undefined }) };
}

function defaultName({ words }: Speech, sources: readonly string[]): string {
  const [first, ...rest] = sources;
  if (first === undefined) return '';
  const name = baseName(first);
  return rest.length === 0 ? name : words('window.create.name-of-several', { name, rest: rest.length });
}

/** The new recovery key is not kept here: whoever shows it asks for it. */
type Added = Omit<PlanAdded, 'recoveryKey'> & { readonly isNewKey: boolean };

async function createAndBackUp(
  input: CallInput<'plan.add'>,
): Promise<{ added?: Added; failure?: Failure | undefined }> {
  const added = await ask('plan.add', input);
  if (!added.ok) return { failure: added.error };
  const started = await ask('backup.start', { plan: added.value.id });
  const { recoveryKey, ...value } = added.value;
  return {
    added: { ...value, isNewKey: recoveryKey !== undefined },
    failure: started.ok ? undefined : started.error,
  };
}
