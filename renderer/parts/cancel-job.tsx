import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, SplitButton } from '@fluentui/react-components';
import { Delete20Regular } from '@fluentui/react-icons';
import type { Job } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { tell } from '../state/told.ts';

/** Stops a job. A backup keeps what it has stored, so that the next goes on from there, unless that is to be deleted. */
export function CancelJob({ job }: { job: Job }) {
  const { words } = useSpeech();
  const disabled = job.state === 'cancelling';
  const cancel = async (discard: boolean) => {
    const reply = await ask('job.cancel', { jobId: job.id, discard });
    if (!reply.ok) tell(reply.error, { 'try-again': () => void cancel(discard) });
  };
  if (job.verb !== 'backup' || job.state === 'waiting')
    return (
      <Button disabled={disabled} onClick={() => void cancel(false)}>
        {words(cancelWord(job))}
      </Button>
    );
  return (
    <Menu positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        {(trigger: object) => (
          <SplitButton
            disabled={disabled}
            menuButton={{ ...trigger, 'aria-label': words('window.job.cancel-more') }}
            primaryActionButton={{ onClick: () => void cancel(false) }}
          >
            {words('window.job.cancel-backup')}
          </SplitButton>
        )}
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<Delete20Regular />} onClick={() => void cancel(true)}>
            {words('window.job.cancel-discard')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function cancelWord(job: Job) {
  if (job.state === 'waiting') return 'window.job.cancel-waiting';
  if (job.verb === 'verify') return 'window.plans.check.cancel';
  if (job.verb === 'copy') return 'window.places.cancel';
  if (job.verb === 'repair') return 'window.repair.cancel';
  if (job.verb === 'consolidate') return 'window.plans.consolidate.cancel';
  return job.verb === 'restore' ? 'window.job.cancel-restore' : 'window.job.cancel-backup';
}
