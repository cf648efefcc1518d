import { Button, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { Add20Regular, ArrowSync20Regular, HardDrive20Regular, UsbStick20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { type Job, type Plan, type PlanPlace, PLUG_IN, type PlugIn } from '../../electron/contract/index.ts';
import { ask, useAnswer } from '../state/ask.ts';
import { currentJob, lastEnded } from '../state/job-history.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { addressTrouble } from '../state/picked-place.ts';
import { tell } from '../state/told.ts';
import { startCopy } from '../state/ways.ts';
import { Panel } from '../ui/panel.tsx';
import { CopyDialog } from './copy-dialog.tsx';
import { CopyRow } from './copy-row.tsx';
import { DiskDialog } from './disk-dialog.tsx';
import { DiskRow } from './disk-row.tsx';
import { PlaceRow } from './place-row.tsx';
import { useRoom } from './use-space.ts';
import { useMoment } from './use-standing.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column' },
  choice: { maxWidth: '320px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** All places of a plan of this computer, how the backups in each of them stand, and what can be done about it. */
export function PlanPlaces({ plan, jobs }: { plan: Plan; jobs: readonly Job[] }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [adding, setAdding] = useState<'copy' | 'disk'>();
  const copies = plan.copies ?? [];
  const own = plan.places.filter(({ role }) => role === 'primary' || role === 'rotation');
  const points = own.reduce((sum, place) => sum + place.points, 0);
  // A server takes turns with nothing.
  const isRemote = addressTrouble(plan.vault) === undefined;
  const isBusy = (['backup', 'copy'] as const).some((verb) => currentJob(jobs, plan.id, verb));
  return (
    <Panel title={words('window.places.title')}>
      <ul className={styles.list}>
        {own.map((place) => (
          <OwnRow key={place.vaultId} plan={plan} place={place} />
        ))}
        {copies.map((copy) => (
          <CopyRow key={copy.copy} plan={plan} copy={copy} points={points} isBusy={isBusy} />
        ))}
      </ul>
      {copies.length > 0 && <LastCopying plan={plan} jobs={jobs} />}
      {own.length + copies.length === 1 && <Text className={styles.quiet}>{words('window.places.one-only')}</Text>}
      {own.some(({ role }) => role === 'rotation') && <WhenPluggedIn plan={plan} />}
      <div className={styles.buttons}>
        <Button icon={<Add20Regular />} onClick={() => setAdding('copy')}>
          {words('window.places.add')}
        </Button>
        {!isRemote && (
          <Button icon={<UsbStick20Regular />} onClick={() => setAdding('disk')}>
            {words('window.places.disk-add')}
          </Button>
        )}
        {copies.length > 1 && (
          <Button icon={<ArrowSync20Regular />} disabled={isBusy} onClick={() => startCopy(plan.id)}>
            {words('window.places.copy-all')}
          </Button>
        )}
      </div>
      {adding === 'copy' && <CopyDialog plan={plan} onClose={() => setAdding(undefined)} />}
      {adding === 'disk' && <DiskDialog plan={plan} onClose={() => setAdding(undefined)} />}
    </Panel>
  );
}

function OwnRow({ plan, place }: { plan: Plan; place: PlanPlace }) {
  const { words } = useSpeech();
  const moment = useMoment();
  const room = useRoom()(plan);
  const { points, lastGoodAt, connected, name } = place;
  // What went to a place that stood in is still to come home.
  const elsewhere = (plan.copies ?? []).filter(({ failover }) => failover).map((copy) => copy.points);
  const behind = plan.keep === '' && place.role === 'primary' ? Math.max(0, ...elsewhere.map((of) => of - points)) : 0;
  const inPlace =
    points === 0
      ? words('window.places.points-none')
      : lastGoodAt === undefined
        ? words('window.places.points-all', { count: points })
        : words('window.places.points', { count: points, at: moment(lastGoodAt) });
  if (place.role === 'rotation')
    return <DiskRow plan={plan} disk={place} lines={[inPlace, place.vaultId === plan.vaultId ? room : undefined]} />;
  return (
    <PlaceRow
      id={place.vaultId}
      icon={<HardDrive20Regular />}
      title={name === '' ? words('window.places.own') : words('window.places.own-named', { name: shownName(name) })}
      place={place.place}
      lines={[
        inPlace,
        // What is known of its room is of the one in use.
        place.vaultId === plan.vaultId ? room : undefined,
        behind > 0 ? words('window.places.behind', { count: behind }) : undefined,
        connected === false ? words('window.places.away') : undefined,
      ]}
    />
  );
}

/** Whether a disk that takes turns is backed up to as it is plugged in. */
function WhenPluggedIn({ plan }: { plan: Plan }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const change = async (plugIn: PlugIn) => {
    const reply = await ask('plan.edit', { plan: plan.id, change: { plugIn } });
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void change(plugIn) });
  };
  return (
    <Field label={words('window.places.plug-in')} className={styles.choice}>
      <Select
        value={plan.plugIn}
        onChange={(_event, { value }) => {
          const wanted = PLUG_IN.find((one) => one === value);
          if (wanted) void change(wanted);
        }}
      >
        {PLUG_IN.map((one) => (
          <option key={one} value={one}>
            {words(`window.places.plug-in-${one}`)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** That the last copying did not bring everything there; it is made after each backup, when nobody looks. */
function LastCopying({ plan, jobs }: { plan: Plan; jobs: readonly Job[] }) {
  const { words } = useSpeech();
  const moment = useMoment();
  const version = `${lastEnded(jobs, plan.id, 'backup')?.id} ${lastEnded(jobs, plan.id, 'copy')?.id} ${plan.lastRun?.endedAt}`;
  const runs = useAnswer('run.list', { plan: plan.id, verb: 'copy', limit: 1 }, version);
  const last = 'value' in runs ? runs.value?.rows[0] : undefined;
  if (last?.outcome === undefined || last.outcome === 'complete' || last.outcome === 'cancelled') return null;
  return (
    <Text data-last-copying={last.outcome}>
      {words(`window.places.last-${last.outcome}`, { at: moment(last.startedAt) })}
    </Text>
  );
}
