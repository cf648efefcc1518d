import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import { FleetDetails } from '../parts/fleet-details.tsx';
import { FleetFilters } from '../parts/fleet-filters.tsx';
import { FleetTable } from '../parts/fleet-table.tsx';
import { ToldFailure } from '../parts/told-failure.tsx';
import { ToldNow } from '../parts/told-now.tsx';
import { useFleet } from '../state/fleet.ts';
import {
  chosenRows,
  type FleetChoice,
  type FleetRow,
  fleetRows,
  needsAttention,
  type WatchedVault,
} from '../state/fleet-rows.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { usePlans } from '../state/topics.ts';
import { unlockPlan } from '../state/unlock.ts';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '16px', padding: '8px 24px' },
  none: { display: 'flex', flexDirection: 'column', gap: '4px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** How all computers stand that keep their backups in the same places, for whoever looks after them. */
export function FleetScreen() {
  const { words } = useSpeech();
  const { vaults, failure, look } = useFleet();
  const [choice, setChoice] = useState<FleetChoice>({ show: 'all', search: '' });
  const [details, setDetails] = useState<FleetRow>();
  const rows = useMemo(() => fleetRows(vaults ?? []), [vaults]);
  const isAsking = vaults === undefined ? failure === undefined : vaults.some((each) => each.isAsking);
  return (
    <Page
      title={words('window.fleet.title')}
      lead={words('window.fleet.lead')}
      actions={
        <Button icon={<ArrowSync20Regular />} disabledFocusable={isAsking} onClick={look}>
          {words('window.fleet.look')}
        </Button>
      }
    >
      <ToldNow />
      {failure && <ToldFailure failure={failure} ways={{ 'try-again': look }} />}
      {vaults?.map((each) => (
        <VaultTrouble key={each.vaultId} watched={each} look={look} />
      ))}
      {rows.length > 0 && <FleetFilters choice={choice} onChange={setChoice} />}
      <Rows rows={rows} choice={choice} isAsking={isAsking} vaults={vaults ?? []} onDetails={setDetails} />
      {details && <FleetDetails row={details} onClose={() => setDetails(undefined)} />}
    </Page>
  );
}

/** What keeps the computers of one place from being seen. */
function VaultTrouble({ watched, look }: { watched: WatchedVault; look: () => void }) {
  const { words } = useSpeech();
  const { fleet, failure, vault, vaultId } = watched;
  const plan = usePlans()?.find((each) => each.vaultId === vaultId && each.encryption === 'locked');
  if (failure) return <ToldFailure failure={failure} ways={{ 'try-again': look }} />;
  if (!fleet?.isLocked) return null;
  return (
    <MessageBar intent="info" layout="multiline" data-locked={vaultId}>
      <MessageBarBody>
        <MessageBarTitle>{words('window.fleet.locked', { place: shownName(vault) })}</MessageBarTitle>
        {words('window.fleet.locked-next')}
      </MessageBarBody>
      {plan && (
        <MessageBarActions>
          <Button onClick={() => unlockPlan(plan.id, look)}>{words('window.fleet.open')}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

function Rows(props: {
  rows: readonly FleetRow[];
  choice: FleetChoice;
  isAsking: boolean;
  vaults: readonly WatchedVault[];
  onDetails: (row: FleetRow) => void;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { rows, choice, isAsking, vaults } = props;
  const chosen = useMemo(() => chosenRows(rows, choice), [rows, choice]);
  if (rows.length === 0 && isAsking) return <Spinner label={words('window.fleet.looking')} />;
  if (rows.length === 0) {
    // Where nothing could be asked, nothing is said about what is there.
    if (vaults.some(({ failure }) => failure)) return null;
    return <None title={words('window.fleet.none')} next={words('window.fleet.none-next')} />;
  }
  return (
    <Panel isFlush>
      <div className={styles.head}>
        <Text role="status" className={styles.quiet}>
          <Summary rows={rows} shown={chosen.length} vaults={vaults} isAsking={isAsking} />
        </Text>
      </div>
      {chosen.length === 0 ? (
        <div className={styles.head}>
          <None title={words('window.fleet.none-chosen')} next={words('window.fleet.none-chosen-next')} isInside />
        </div>
      ) : (
        <FleetTable rows={chosen} onDetails={props.onDetails} />
      )}
    </Panel>
  );
}

function Summary(props: {
  rows: readonly FleetRow[];
  shown: number;
  vaults: readonly WatchedVault[];
  isAsking: boolean;
}) {
  const { words, times } = useSpeech();
  const { rows, shown, vaults, isAsking } = props;
  const needy = rows.filter(needsAttention).length;
  const oldest = vaults.flatMap(({ fleet }) => fleet?.at ?? []).toSorted()[0];
  const said = [
    words('window.fleet.count', { count: rows.length }),
    needy === 0 ? words('window.fleet.all-well') : words('window.fleet.attention', { count: needy }),
    ...(shown === rows.length ? [] : [words('window.fleet.shown', { shown, count: rows.length })]),
    isAsking ? words('window.fleet.looking') : oldest && words('window.fleet.as-of', { at: times.clock(oldest) }),
  ];
  return said.filter(Boolean).join(' · ');
}

function None({ title, next, isInside = false }: { title: string; next: string; isInside?: boolean }) {
  const styles = useStyles();
  const said = (
    <div className={styles.none} role={isInside ? undefined : 'status'}>
      <Text weight="semibold">{title}</Text>
      <Text className={styles.quiet}>{next}</Text>
    </div>
  );
  return isInside ? said : <Panel>{said}</Panel>;
}
