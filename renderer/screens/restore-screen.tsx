import { makeStyles } from '@fluentui/react-components';
import {
  ArrowUndo24Regular,
  DesktopArrowDown24Regular,
  DocumentError24Regular,
  FolderOpen24Regular,
  LockClosed24Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { RestoresNow } from '../parts/restores-now.tsx';
import { useSpeech } from '../state/language.ts';
import { goTo, type Route, type Story } from '../state/route.ts';
import { usePlans } from '../state/topics.ts';
import { ChoiceCard } from '../ui/choice-card.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({ cards: { display: 'flex', flexDirection: 'column', gap: '8px' } });

const STORIES: readonly (readonly [Story, ReactElement])[] = [
  ['deleted', <ArrowUndo24Regular key="deleted" />],
  ['wrong', <DocumentError24Regular key="wrong" />],
  ['look', <FolderOpen24Regular key="look" />],
  ['ransom', <LockClosed24Regular key="ransom" />],
  ['new-computer', <DesktopArrowDown24Regular key="new-computer" />],
];

/** The beginning of every restore: what happened, in the words of the person it happened to. */
export function RestoreScreen() {
  const styles = useStyles();
  const { words } = useSpeech();
  const plans = usePlans();
  const isEmpty = plans?.length === 0;
  return (
    <Page title={words('window.wizard.story.title')} lead={words('window.wizard.story.text')}>
      <RestoresNow />
      {isEmpty && <Panel title={words('window.wizard.story.none')}>{words('window.wizard.story.none-text')}</Panel>}
      <div className={styles.cards}>
        {STORIES.map(([story, icon]) => (
          <ChoiceCard
            key={story}
            icon={icon}
            title={words(`window.wizard.story.${story}`)}
            text={words(`window.wizard.story.${story}-text`)}
            isDisabled={isEmpty && story !== 'new-computer'}
            onChoose={() => goTo(firstStep(story))}
          />
        ))}
      </div>
    </Page>
  );
}

function firstStep(story: Story): Route {
  if (story === 'new-computer') return { screen: 'open-vault' };
  if (story === 'deleted' || story === 'wrong') return { screen: 'find', story };
  return { screen: 'pick-plan', story };
}
