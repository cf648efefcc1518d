import { makeStyles } from '@fluentui/react-components';
import { FolderOpen24Regular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { baseName, shownName } from '../state/paths.ts';
import { useLastGood } from '../parts/use-standing.ts';
import { useSpeech } from '../state/language.ts';
import { goTo, showInstead, type Story } from '../state/route.ts';
import { usePlans } from '../state/topics.ts';
import { ChoiceCard } from '../ui/choice-card.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({
  cards: { display: 'flex', flexDirection: 'column', gap: '8px' },
  steps: { margin: 0, padding: '0 0 0 20px', display: 'flex', flexDirection: 'column', gap: '8px', maxWidth: '80ch' },
});

/** Whose files to go through. One plan alone needs no question, unless there is something to mind first. */
export function PickPlanScreen({ story }: { story: Story }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const plans = usePlans() ?? [];
  const lastGood = useLastGood();
  const isRansom = story === 'ransom';
  const [only, ...others] = plans;

  useEffect(() => {
    if (only && others.length === 0 && !isRansom)
      showInstead({ screen: 'browse', planId: only.id, at: 'latest', path: '', story });
  }, [only, others.length, isRansom, story]);

  return (
    <Page title={words(isRansom ? 'window.wizard.pick.ransom-title' : 'window.wizard.pick.title')}>
      {isRansom && (
        <Panel title={words('window.wizard.pick.ransom-first')}>
          <ol className={styles.steps}>
            <li>{words('window.wizard.pick.ransom-unplug')}</li>
            <li>{words('window.wizard.pick.ransom-tell')}</li>
            <li>{words('window.wizard.pick.ransom-clean')}</li>
            <li>{words('window.wizard.pick.ransom-day')}</li>
          </ol>
        </Panel>
      )}
      <div className={styles.cards}>
        {plans.map((plan) => (
          <ChoiceCard
            key={plan.id}
            icon={<FolderOpen24Regular />}
            title={shownName(plan.name)}
            text={lastGood(plan) ?? plan.sources.map(({ path }) => shownName(baseName(path))).join(', ')}
            onChoose={() => goTo({ screen: 'browse', planId: plan.id, at: 'latest', path: '', story })}
          />
        ))}
      </div>
    </Page>
  );
}
