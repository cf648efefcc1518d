import { MenuItem } from '@fluentui/react-components';
import {
  ArrowEject20Regular,
  Rename20Regular,
  SubtractCircle20Regular,
  UsbStick20Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import type { Plan, PlanPlace } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { nextDisk, shownDisk } from '../state/disks.ts';
import { useSpeech } from '../state/language.ts';
import { tell } from '../state/told.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { MoreMenu } from '../ui/more-menu.tsx';
import { PlaceRow } from './place-row.tsx';
import { RenameDisk } from './rename-disk.tsx';
import { useMoment } from './use-standing.ts';

/** One of several disks that take turns. `lines`: what is known of any place. */
export function DiskRow({
  plan,
  disk,
  lines,
}: {
  plan: Plan;
  disk: PlanPlace;
  lines: readonly (string | undefined)[];
}) {
  const { words } = useSpeech();
  const moment = useMoment();
  const [isEjected, setEjected] = useState(false);
  const isNext = nextDisk(plan) === disk;
  const { copies = [] } = plan;
  const connection = disk.connected ? words('window.places.connected') : words('window.places.away');
  const used = disk.usedAt === undefined ? [] : [words('window.places.used', { at: moment(disk.usedAt) })];
  const next = isNext ? [words(disk.connected ? 'window.places.is-next' : 'window.places.next')] : [];
  return (
    <PlaceRow
      id={disk.vaultId}
      icon={<UsbStick20Regular />}
      title={words('window.places.disk', { name: shownDisk(disk) })}
      place={disk.place}
      lines={[
        ...lines,
        [connection, ...used, ...next].join(' · '),
        copies.length > 0 && !copies.some((copy) => copy.disk === disk.vaultId)
          ? words('disk.no-copy', { name: shownDisk(disk) })
          : undefined,
        disk.oldPassphrase ? words('disk.old-passphrase', { name: shownDisk(disk) }) : undefined,
        isEjected ? words('disk.ejected', { name: shownDisk(disk) }) : undefined,
      ]}
      actions={<DiskMenu plan={plan} disk={disk} onEjected={setEjected} />}
    />
  );
}

function DiskMenu(props: { plan: Plan; disk: PlanPlace; onEjected: (isEjected: boolean) => void }) {
  const { words } = useSpeech();
  const { plan, disk, onEjected } = props;
  const [asked, setAsked] = useState<'rename' | 'remove'>();
  const close = () => setAsked(undefined);
  const name = shownDisk(disk);
  const which = { plan: plan.id, disk: disk.vaultId };
  const remove = async () => {
    close();
    const reply = await ask('disk.remove', which);
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void remove() });
  };
  const eject = async () => {
    const reply = await ask('disk.eject', which);
    onEjected(reply.ok);
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void eject() });
  };
  return (
    <>
      <MoreMenu label={words('window.places.more', { name })}>
        {disk.connected && (
          <MenuItem icon={<ArrowEject20Regular />} onClick={() => void eject()}>
            {words('window.places.eject')}
          </MenuItem>
        )}
        <MenuItem icon={<Rename20Regular />} onClick={() => setAsked('rename')}>
          {words('window.places.rename')}
        </MenuItem>
        <MenuItem icon={<SubtractCircle20Regular />} onClick={() => setAsked('remove')}>
          {words('window.places.remove')}
        </MenuItem>
      </MoreMenu>
      <ConfirmDialog
        isOpen={asked === 'remove'}
        title={words('window.places.remove-title', { name })}
        text={words('window.places.remove-text')}
        confirm={words('window.places.remove-confirm')}
        cancel={words('window.action.cancel')}
        onConfirm={() => void remove()}
        onClose={close}
      />
      {asked === 'rename' && <RenameDisk plan={plan} disk={disk} onClose={close} />}
    </>
  );
}
