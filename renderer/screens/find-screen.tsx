import {
  Button,
  Checkbox,
  Field,
  makeStyles,
  SearchBox,
  Select,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { FolderOpen20Regular } from '@fluentui/react-icons';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { FoundFile } from '../../electron/contract/index.ts';
import { FoundTable } from '../parts/found-table.tsx';
import { ToldFailure } from '../parts/told-failure.tsx';
import { filesFound } from '../state/files-found.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { goTo, type Route, showInstead, type Story } from '../state/route.ts';
import { useSearch } from '../state/search.ts';
import { usePlans } from '../state/topics.ts';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';
import { TIGHT } from '../ui/use-narrow.ts';

const useStyles = makeStyles({
  question: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 240px',
    gap: '16px',
    [`@media ${TIGHT}`]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  search: { maxWidth: 'none', width: '100%' },
  plan: { minWidth: 0 },
  found: { flexGrow: 1, minHeight: '240px', display: 'flex', flexDirection: 'column' },
  head: { padding: '16px 24px 4px', color: tokens.colorNeutralForeground2 },
  none: {
    padding: '32px',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '4px',
    color: tokens.colorNeutralForeground2,
  },
  only: { alignSelf: 'flex-start', marginLeft: '-8px' },
  browse: { alignSelf: 'flex-start', paddingLeft: 0 },
  rows: { flexGrow: 1, minHeight: 0 },
});

const PAUSE_MS = 20;

/** A file by a part of its name, across all recovery points. */
export function FindScreen(props: Omit<Extract<Route, { screen: 'find' }>, 'screen'>) {
  const { planId, pattern, story } = props;
  const styles = useStyles();
  const { words } = useSpeech();
  const plans = usePlans() ?? [];
  const [typed, setTyped] = useState(pattern ?? '');
  const wanted = useSettled(typed.trim());
  const [deletedOnly, setDeletedOnly] = useState(props.deletedOnly ?? story === 'deleted');
  const { answer, isWidened } = useSearch({ pattern: wanted, planId, deletedOnly });
  const found = useDeferredValue(wanted === '' || !('value' in answer) ? undefined : answer.value);
  const files = useMemo(() => filesFound(found?.rows ?? []), [found]);
  const route = (change: { planId?: string }): Route => ({
    screen: 'find',
    pattern: typed,
    deletedOnly,
    ...(story !== undefined && { story }),
    ...change,
  });
  const title =
    story === 'deleted' || story === 'wrong' ? words(`window.wizard.file.${story}-title`) : words('window.find.title');

  return (
    <Page isFilled title={title} lead={words('window.find.text')}>
      <search className={styles.question}>
        <Field label={words('window.find.label')}>
          <SearchBox
            className={styles.search}
            data-focus-first
            size="large"
            maxLength={500}
            value={typed}
            placeholder={words('window.find.placeholder')}
            onChange={(_event, { value }) => setTyped(value)}
          />
        </Field>
        <Field label={words('window.find.plan')}>
          <Select
            className={styles.plan}
            size="large"
            value={planId ?? ''}
            onChange={(_event, { value }) => showInstead(route(value === '' ? {} : { planId: value }))}
          >
            <option value="">{words('window.find.all-plans')}</option>
            {plans.map((plan) => (
              <option key={plan.id} value={plan.id}>
                {shownName(plan.name)}
              </option>
            ))}
          </Select>
        </Field>
      </search>
      {story === 'deleted' && (
        <Checkbox
          className={styles.only}
          label={words('window.wizard.file.only-deleted')}
          checked={deletedOnly}
          onChange={(_event, { checked }) => setDeletedOnly(checked === true)}
        />
      )}
      {wanted === '' && (
        <Button
          appearance="transparent"
          className={styles.browse}
          icon={<FolderOpen20Regular />}
          onClick={() => goTo({ screen: 'pick-plan', story: story ?? 'look' })}
        >
          {words('window.wizard.file.browse')}
        </Button>
      )}
      {wanted !== '' && answer.state === 'failed' && (
        <ToldFailure failure={answer.failure} ways={{ 'try-again': answer.retry }} />
      )}
      {wanted !== '' && answer.state !== 'failed' && (
        <Panel isFlush className={styles.found}>
          {!found && <Spinner className={styles.none} label={words('window.find.searching')} />}
          {found?.rows.length === 0 && (
            <div className={styles.none} role="status">
              <Text weight="semibold">{words('window.find.none')}</Text>
              <Text>{words('window.find.none-next')}</Text>
            </div>
          )}
          {found && found.rows.length > 0 && (
            <>
              <Text className={styles.head} role="status">
                {isWidened && `${words('window.wizard.file.none-deleted')} `}
                {found.more
                  ? words('window.find.more', { count: files.length })
                  : words('window.wizard.file.found', { count: files.length })}
              </Text>
              <div className={styles.rows}>
                <FoundTable
                  files={files}
                  isCut={found.more}
                  plans={plans}
                  onChoose={({ newest }) => {
                    // Coming back shows the same search again.
                    showInstead(route(planId === undefined ? {} : { planId }));
                    goTo(nextAfter(newest, story));
                  }}
                />
              </div>
            </>
          )}
        </Panel>
      )}
    </Page>
  );
}

/** A file has versions to choose from; a link or the like has only its newest one. */
function nextAfter(found: FoundFile, story: Story | undefined): Route {
  const told = story === undefined ? {} : { story };
  const at = found.points[0]?.setId ?? 'latest';
  if (found.type === 'file') return { screen: 'versions', planId: found.planId, path: found.path, at, ...told };
  return { screen: 'give-back', planId: found.planId, at, paths: [found.path], ...told };
}

/** What is typed, once the typing has paused. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
