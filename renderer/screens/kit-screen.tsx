import { Button, makeStyles, Spinner, Text } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { keyGroups, type Plan } from '../../electron/contract/index.ts';
import { KeyCheck, type Checked } from '../parts/key-check.tsx';
import { KeyShown } from '../parts/key-shown.tsx';
import { Step } from '../parts/step.tsx';
import { ToldFailure } from '../parts/told-failure.tsx';
import { ToldNow } from '../parts/told-now.tsx';
import { useAnswer } from '../state/ask.ts';
import { dueAfterCheck } from '../state/kit-due.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { withPin } from '../state/pin.ts';
import { goBack, type Route, showInstead } from '../state/route.ts';
import { remindOfKit } from '../state/settings.ts';
import { shell } from '../state/shell.ts';
import { tell } from '../state/told.ts';
import { usePlan } from '../state/topics.ts';
import { unlockPlan } from '../state/unlock.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { Page } from '../ui/page.tsx';

const useStyles = makeStyles({
  save: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 12px' },
  path: { overflowWrap: 'anywhere' },
});

type Kit = Omit<Extract<Route, { screen: 'kit' }>, 'screen'>;

/** The page that opens the backups when the passphrase is gone: to print, and to show that it is in somebody's hand. */
export function KitScreen(route: Kit) {
  const { planId, why } = route;
  const { words } = useSpeech();
  const plan = usePlan(planId);
  // The key is in this answer alone, and goes with the screen.
  const answer = useAnswer('kit.key', { plan: planId });
  const [checked, setChecked] = useState<Checked>('open');
  const isLocked = plan?.encryption === 'locked';
  useEffect(() => {
    if (isLocked) unlockPlan(planId);
  }, [isLocked, planId]);

  const leave = () => {
    if (why === 'new')
      showInstead({ screen: 'plan', planId, ...(route.newVault !== undefined && { newVault: route.newVault }) });
    else goBack();
  };
  const finish = async () => {
    if (plan) await remindOfKit(plan.vaultId, dueAfterCheck(new Date()));
    leave();
  };
  const isNew = why === 'new';
  return (
    <Page
      title={words(isNew ? 'window.keys.kit.title-new' : 'window.keys.kit.title', {
        name: shownName(plan?.name ?? ''),
      })}
      lead={words(isNew ? 'window.keys.kit.lead-new' : 'window.keys.kit.lead')}
      foot={
        <>
          <Button appearance="primary" disabled={checked === 'open'} onClick={() => void finish()}>
            {words('window.keys.kit.done')}
          </Button>
          <Button onClick={leave}>{words('window.keys.kit.later')}</Button>
        </>
      }
    >
      <ToldNow />
      {answer.state === 'loading' && <Spinner label={words('window.keys.kit.reading')} />}
      {answer.state === 'failed' && (
        <ToldFailure
          failure={answer.failure}
          ways={{ 'try-again': answer.retry, 'give-key': () => unlockPlan(planId) }}
        />
      )}
      {answer.state === 'ready' && plan && !isLocked && (
        <>
          {why !== 'check' && <PrintStep plan={plan} groups={keyGroups(answer.value.recoveryKey)} />}
          <Step
            number={why === 'check' ? 1 : 2}
            title={words('window.keys.kit.check-step')}
            text={words('window.keys.kit.check-text')}
          >
            <KeyCheck groups={keyGroups(answer.value.recoveryKey)} isNew={isNew} onChange={setChecked} />
          </Step>
        </>
      )}
    </Page>
  );
}

function PrintStep({ plan, groups }: { plan: Plan; groups: readonly string[] }) {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const [isSaving, setSaving] = useState(false);
  const [saved, setSaved] = useState<string>();
  const save = async () => {
    setSaving(true);
    const reply = await withPin((pin) => shell.saveKit({ plan: plan.id, language, ...pin }));
    setSaving(false);
    tell(reply.ok ? undefined : reply.error, {
      'try-again': () => void save(),
      'give-key': () => unlockPlan(plan.id, () => void save()),
    });
    if (reply.ok && reply.value !== null) setSaved(reply.value);
  };
  return (
    <Step number={1} title={words('window.keys.kit.save-step')} text={words('window.keys.kit.save-text')}>
      <div className={styles.save}>
        <Button
          appearance={saved === undefined ? 'primary' : 'secondary'}
          icon={<ArrowDownload20Regular />}
          disabled={isSaving}
          onClick={() => void save()}
        >
          {words(isSaving ? 'window.keys.kit.saving' : 'window.keys.kit.save')}
        </Button>
        {isSaving && <Spinner size="tiny" />}
        {saved !== undefined && !isSaving && (
          <>
            <Text className={styles.path} role="status" data-kit-saved={saved}>
              {words('window.keys.kit.saved', { path: shownName(saved) })}
            </Text>
            <Button appearance="subtle" onClick={() => void shell.openFolder(saved)}>
              {words('window.action.open-folder')}
            </Button>
          </>
        )}
      </div>
      <Disclosure title={words('window.keys.kit.show-key')}>
        <KeyShown groups={groups} />
      </Disclosure>
    </Step>
  );
}
