import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { FolderArrowRight20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { FolderNotThere } from '../parts/folder-not-there.tsx';
import { FileTable } from '../parts/file-table.tsx';
import { FolderTrail } from '../parts/folder-trail.tsx';
import { PointTimeline } from '../parts/point-timeline.tsx';
import { ToldFailure } from '../parts/told-failure.tsx';
import { useFolderRows } from '../state/folder-rows.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { goTo, type Route, showInstead } from '../state/route.ts';
import { NOTHING, requestedPaths, type Selection } from '../state/selection.ts';
import { usePlan } from '../state/topics.ts';
import { unlockPlan } from '../state/unlock.ts';
import { startBackup } from '../state/ways.ts';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({
  table: { flexGrow: 1, minHeight: '240px', display: 'flex', flexDirection: 'column' },
  bar: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    flexWrap: 'wrap',
    gap: '4px 12px',
    padding: '8px 24px 8px 16px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  quiet: { color: tokens.colorNeutralForeground2, flexShrink: 0 },
  empty: { padding: '32px', textAlign: 'center', color: tokens.colorNeutralForeground2 },
  rows: { flexGrow: 1, minHeight: 0 },
  space: { flexGrow: 1 },
});

/** The files of a plan as they were at one recovery point; choosing some of them leads on to their restore. */
export function BrowseScreen({ planId, at, path, story }: Omit<Extract<Route, { screen: 'browse' }>, 'screen'>) {
  const styles = useStyles();
  const { words } = useSpeech();
  const plan = usePlan(planId);
  const folder = useFolderRows({ plan: planId, at, path });
  const [chosen, setChosen] = useState<Selection>(NOTHING);
  const { page, failure } = folder;
  const backUp = () => void startBackup(planId);
  const isNotThere = failure?.code === 'path-unknown';
  const told = story === undefined ? {} : { story };
  const open = (next: string) => showInstead({ screen: 'browse', planId, at, path: next, ...told });
  const showPoint = (next: string) => {
    setChosen(NOTHING);
    showInstead({ screen: 'browse', planId, at: next, path, ...told });
  };

  return (
    <Page
      isFilled
      title={words('window.browse.title', { name: shownName(plan?.name ?? '') })}
      lead={story === 'ransom' ? words('window.wizard.pick.ransom-before') : undefined}
      foot={
        <Chosen
          chosen={chosen}
          onClear={() => setChosen(NOTHING)}
          onRestore={() =>
            goTo({ screen: 'give-back', planId, at: page?.setId ?? at, paths: requestedPaths(chosen), ...told })
          }
        />
      }
    >
      <PointTimeline planId={planId} setId={page?.setId ?? setIdOf(at)} onChoose={showPoint} />
      {failure && !isNotThere && (
        <ToldFailure
          failure={failure}
          ways={{
            'try-again': folder.retry,
            'give-key': () => unlockPlan(planId),
            'back-up': backUp,
            'other-version': () => showPoint('latest'),
          }}
        />
      )}
      <Panel isFlush className={styles.table}>
        <div className={styles.bar}>
          <FolderTrail path={path} onOpen={open} />
          {page && <Text className={styles.quiet}>{words('window.browse.items', { count: page.total })}</Text>}
        </div>
        {!page && !failure && <Spinner className={styles.empty} />}
        {isNotThere && (
          <FolderNotThere
            key={`${at} ${path}`}
            planId={planId}
            at={at}
            path={path}
            onOpen={open}
            onShowPoint={showPoint}
          />
        )}
        {page?.total === 0 && <Text className={styles.empty}>{words('window.browse.empty')}</Text>}
        {page && page.total > 0 && (
          <div className={styles.rows}>
            <FileTable
              folder={folder}
              path={path}
              count={page.total}
              chosen={chosen}
              onChoose={setChosen}
              onOpen={open}
              onLook={(file) => goTo({ screen: 'versions', planId, path: file, at: page.setId, ...told })}
            />
          </div>
        )}
      </Panel>
    </Page>
  );
}

/** A folder that cannot be shown at a point still has the other points to go to. */
function setIdOf(at: string): string | undefined {
  return at === 'latest' ? undefined : at;
}

function Chosen({ chosen, onClear, onRestore }: { chosen: Selection; onClear: () => void; onRestore: () => void }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const isNone = chosen.size === 0;
  return (
    <>
      <Text weight="semibold" role="status">
        {summary()}
      </Text>
      {!isNone && (
        <Button appearance="subtle" onClick={onClear}>
          {words('window.browse.clear')}
        </Button>
      )}
      <span className={styles.space} />
      <Button appearance="primary" icon={<FolderArrowRight20Regular />} disabled={isNone} onClick={onRestore}>
        {words('window.browse.restore')}
      </Button>
    </>
  );

  function summary(): string {
    if (isNone) return words('window.browse.chosen-none');
    return chosen.has('') ? words('window.browse.everything') : words('window.browse.chosen', { count: chosen.size });
  }
}
