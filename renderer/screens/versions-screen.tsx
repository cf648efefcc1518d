import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { FolderArrowRight20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { FilePreviewPane } from '../parts/file-preview-pane.tsx';
import { ToldFailure } from '../parts/told-failure.tsx';
import { VersionList } from '../parts/version-list.tsx';
import { useAnswer } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { baseName, parentOf, shownName } from '../state/paths.ts';
import { goTo, type Route } from '../state/route.ts';
import { usePlan } from '../state/topics.ts';
import { unlockPlan } from '../state/unlock.ts';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { TIGHT } from '../ui/use-narrow.ts';

const useStyles = makeStyles({
  two: {
    flexGrow: 1,
    minHeight: '260px',
    display: 'grid',
    gridTemplateColumns: 'minmax(240px, 2fr) minmax(0, 3fr)',
    gap: '16px',
    [`@media ${TIGHT}`]: { gridTemplateColumns: 'minmax(0, 1fr)', gridAutoRows: '260px' },
  },
  box: { minHeight: 0, display: 'flex', flexDirection: 'column' },
  quiet: { padding: '24px', color: tokens.colorNeutralForeground2 },
});

/** The contents that a file has had, each to look at before one of them is taken back. */
export function VersionsScreen({ planId, path, at, story }: Omit<Extract<Route, { screen: 'versions' }>, 'screen'>) {
  const styles = useStyles();
  const { words } = useSpeech();
  const plan = usePlan(planId);
  const answer = useAnswer('file.versions', { plan: planId, path });
  const versions = 'value' in answer ? answer.value : undefined;
  const [chosen, setChosen] = useState<string>();
  // One that is wrong today is not what is looked for: the first that differs is offered.
  const offered = (story === 'wrong' && versions?.find(({ now }) => now !== 'same')) || versions?.[0];
  const version = versions?.find(({ setId }) => setId === chosen) ?? offered;

  const from = version?.setId ?? (answer.state === 'failed' ? at : undefined);

  return (
    <Page
      isFilled
      title={shownName(baseName(path))}
      lead={`${shownName(plan?.name ?? '')} › ${shownName(parentOf(path))}`}
      foot={
        <Button
          appearance="primary"
          icon={<FolderArrowRight20Regular />}
          disabled={from === undefined}
          onClick={() =>
            from !== undefined &&
            goTo({ screen: 'give-back', planId, at: from, paths: [path], ...(story !== undefined && { story }) })
          }
        >
          {words('window.wizard.version.take')}
        </Button>
      }
    >
      {answer.state === 'failed' && (
        <ToldFailure
          failure={answer.failure}
          ways={{ 'try-again': answer.retry, 'give-key': () => unlockPlan(planId) }}
        />
      )}
      {answer.state === 'loading' && !versions && <Spinner label={words('window.wizard.version.looking')} />}
      {versions?.length === 0 && <Panel>{words('window.wizard.version.none')}</Panel>}
      {versions && version && (
        <div className={styles.two}>
          <Panel isFlush className={styles.box}>
            <VersionList versions={versions} chosen={version.setId} onChoose={setChosen} />
          </Panel>
          <Panel isFlush className={styles.box}>
            <FilePreviewPane planId={planId} at={version.setId} path={path} />
          </Panel>
        </div>
      )}
      {versions && versions.length > 1 && <Text className={styles.quiet}>{words('window.wizard.version.hint')}</Text>}
    </Page>
  );
}
