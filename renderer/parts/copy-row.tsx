import { Button, MenuItem } from '@fluentui/react-components';
import {
  ArrowSync20Regular,
  Copy20Regular,
  Edit20Regular,
  HardDrive20Regular,
  ShieldCheckmark20Regular,
  SubtractCircle20Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import type { Plan, PlanCopy } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { shownDisk } from '../state/disks.ts';
import { keepChoiceOf } from '../state/keep-choice.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { tell } from '../state/told.ts';
import { startCheck, startCopy } from '../state/ways.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { MoreMenu } from '../ui/more-menu.tsx';
import { CopyDialog } from './copy-dialog.tsx';
import { PlaceRow } from './place-row.tsx';
import { PromoteCopy } from './promote-copy.tsx';
import { useMoment } from './use-standing.ts';

/** A copy of a plan's backups. `points`: how many there are in the plan's own place. */
export function CopyRow(props: { plan: Plan; copy: PlanCopy; points: number; isBusy: boolean }) {
  const { words } = useSpeech();
  const moment = useMoment();
  const { plan, copy, isBusy } = props;
  const name = shownName(copy.name);
  const disk = plan.places.find(({ vaultId }) => vaultId === copy.disk);
  const kept = keepChoiceOf(copy.keep);
  // Where a rule of its own lets some go, fewer are as they should be.
  const behind = copy.keep === '' ? Math.max(0, (disk?.points ?? props.points) - copy.points) : 0;
  const rule = kept.keep === 'own' ? kept.rule : words(`window.draft.keep-${kept.keep}`);
  return (
    <PlaceRow
      id={copy.copy}
      icon={<Copy20Regular />}
      title={words('window.places.copy', { name })}
      place={copy.place}
      lines={[
        copy.newestAt === undefined
          ? words('window.places.points-none')
          : words('window.places.points', { count: copy.points, at: moment(copy.newestAt) }),
        copy.unseenSince === undefined ? undefined : words('window.places.unseen', { at: moment(copy.unseenSince) }),
        disk ? words('disk.copy-of', { copy: name, name: shownDisk(disk) }) : undefined,
        behind > 0 ? words('window.places.behind', { count: behind }) : undefined,
        copy.failover ? words('window.places.stands-in') : undefined,
        kept.keep === 'all' ? undefined : words('window.places.keeps', { rule }),
      ]}
      actions={
        <>
          <Button
            icon={<ArrowSync20Regular />}
            disabled={isBusy}
            aria-label={words('window.places.copy-now-of', { name })}
            onClick={() => startCopy(plan.id, copy.copy)}
          >
            {words('window.places.copy-now')}
          </Button>
          <CopyMenu plan={plan} copy={copy} />
        </>
      }
    />
  );
}

function CopyMenu({ plan, copy }: { plan: Plan; copy: PlanCopy }) {
  const { words } = useSpeech();
  const [asked, setAsked] = useState<'stop' | 'change' | 'promote'>();
  const close = () => setAsked(undefined);
  const name = shownName(copy.name);
  const stop = async () => {
    close();
    const reply = await ask('copy.remove', { plan: plan.id, copy: copy.copy });
    tell(reply.ok ? undefined : reply.error, { 'try-again': () => void stop() });
  };
  return (
    <>
      <MoreMenu label={words('window.places.more', { name })}>
        <MenuItem icon={<ShieldCheckmark20Regular />} onClick={() => startCheck(plan.id, 'read', copy.copy)}>
          {words('window.places.check')}
        </MenuItem>
        <MenuItem icon={<Edit20Regular />} onClick={() => setAsked('change')}>
          {words('window.places.change')}
        </MenuItem>
        <MenuItem icon={<HardDrive20Regular />} onClick={() => setAsked('promote')}>
          {words('window.places.promote')}
        </MenuItem>
        <MenuItem icon={<SubtractCircle20Regular />} onClick={() => setAsked('stop')}>
          {words('window.places.stop')}
        </MenuItem>
      </MoreMenu>
      <ConfirmDialog
        isOpen={asked === 'stop'}
        title={words('window.places.stop-title', { name })}
        text={words('window.places.stop-text', { place: shownName(copy.place) })}
        confirm={words('window.places.stop-confirm')}
        cancel={words('window.action.cancel')}
        onConfirm={() => void stop()}
        onClose={close}
      />
      <PromoteCopy plan={plan} copy={asked === 'promote' ? copy : undefined} onClose={close} />
      {asked === 'change' && <CopyDialog plan={plan} copy={copy} onClose={close} />}
    </>
  );
}
