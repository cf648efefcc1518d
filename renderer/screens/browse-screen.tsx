import { Button, Label, makeStyles, Select, Spinner, Text, tokens } from '@fluentui/react-components';
import { ChevronLeft20Regular, ChevronRight20Regular, FolderArrowRight20Regular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import type { Point } from '../../electron/contract/index.ts';
import { FileTable } from '../parts/file-table.tsx';
import { FolderTrail } from '../parts/folder-trail.tsx';
import { ToldFailure } from '../parts/told-failure.tsx';
import { useMoment } from '../parts/use-standing.ts';
import { useAnswer } from '../state/ask.ts';
import { useFolderRows } from '../state/folder-rows.ts';
import { useSpeech } from '../state/language.ts';
import { goTo, showInstead } from '../state/route.ts';
import { NOTHING, requestedPaths, type Selection } from '../state/selection.ts';
import { usePlan } from '../state/topics.ts';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({
  table: { flexGrow: 1, minHeight: '240px', display: 'flex', flexDirection: 'column' },
  bar: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '12px',
    padding: '8px 24px 8px 16px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  quiet: { color: tokens.colorNeutralForeground2, flexShrink: 0 },
  empty: { padding: '32px', textAlign: 'center', color: tokens.colorNeutralForeground2 },
  rows: { flexGrow: 1, minHeight: 0 },
  space: { flexGrow: 1 },
  label: { whiteSpace: 'nowrap' },
  points: { display: 'flex', alignItems: 'center', gap: '8px' },
});

/** The files of a plan as they were at one recovery point; choosing some of them leads on to their restore. */
export function BrowseScreen({ planId, at, path }: { planId: string; at: string; path: string }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const plan = usePlan(planId);
  const folder = useFolderRows({ plan: planId, at, path });
  const [chosen, setChosen] = useState<Selection>(NOTHING);
  const { page, failure } = folder;
  const open = (next: string) => showInstead({ screen: 'browse', planId, at, path: next });
  const showPoint = (next: string) => {
    setChosen(NOTHING);
    showInstead({ screen: 'browse', planId, at: next, path });
  };

  return (
    <Page
      isFilled
      title={words('window.browse.title', { name: plan?.name ?? '' })}
      lead={<PointChoice planId={planId} setId={page?.setId} onChoose={showPoint} />}
      foot={
        <Chosen
          chosen={chosen}
          onClear={() => setChosen(NOTHING)}
          onRestore={() => goTo({ screen: 'restore', planId, at: page?.setId ?? at, paths: requestedPaths(chosen) })}
        />
      }
    >
      {failure && <ToldFailure failure={failure} />}
      <Panel isFlush className={styles.table}>
        <div className={styles.bar}>
          <FolderTrail path={path} onOpen={open} />
          {page && <Text className={styles.quiet}>{words('window.browse.items', { count: page.total })}</Text>}
        </div>
        {!page && !failure && <Spinner className={styles.empty} />}
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
            />
          </div>
        )}
      </Panel>
    </Page>
  );
}

function PointChoice(props: { planId: string; setId: string | undefined; onChoose: (setId: string) => void }) {
  const styles = useStyles();
  const id = useId();
  const { words } = useSpeech();
  const moment = useMoment();
  const points = useAnswer('point.list', { plan: props.planId });
  const newestFirst: readonly Point[] = 'value' in points && points.value ? points.value.toReversed() : [];
  const index = newestFirst.findIndex((point) => point.setId === props.setId);
  const older = index < 0 ? undefined : newestFirst[index + 1];
  const newer = newestFirst[index - 1];
  const step = (point: Point | undefined) => point && props.onChoose(point.setId);
  return (
    <span className={styles.points}>
      <Label htmlFor={id} className={styles.label}>
        {words('window.browse.point')}
      </Label>
      <Select id={id} value={props.setId ?? ''} onChange={(_event, { value }) => props.onChoose(value)}>
        {props.setId === undefined && <option value="">{words('window.app.loading')}</option>}
        {newestFirst.map((point) => (
          <option key={point.setId} value={point.setId}>
            {moment(point.at)}
            {point.outcome === 'incomplete' && ` (${words('window.point.missing', { count: point.gaps })})`}
          </option>
        ))}
      </Select>
      <Button appearance="subtle" icon={<ChevronLeft20Regular />} disabled={!older} onClick={() => step(older)}>
        {words('window.browse.older')}
      </Button>
      <Button
        appearance="subtle"
        icon={<ChevronRight20Regular />}
        iconPosition="after"
        disabled={!newer}
        onClick={() => step(newer)}
      >
        {words('window.browse.newer')}
      </Button>
    </span>
  );
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
