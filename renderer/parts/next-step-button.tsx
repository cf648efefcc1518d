import { Button } from '@fluentui/react-components';
import {
  Add20Regular,
  DocumentSearch20Regular,
  FolderArrowRight20Regular,
  Play20Regular,
  Search20Regular,
  ShieldAdd20Regular,
} from '@fluentui/react-icons';
import type { Job, Plan } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { type NextStep, nextStepOf } from '../state/next-step.ts';
import { shownName } from '../state/paths.ts';
import { goTo } from '../state/route.ts';
import { tell } from '../state/told.ts';
import { startBackup, startCheck } from '../state/ways.ts';
import { useWasRestored } from './use-was-restored.ts';

/** One button for what is most needed now. */
export function NextStepButton({ plans, jobs }: { plans: readonly Plan[]; jobs: readonly Job[] }) {
  const { words } = useSpeech();
  const isRestored = useWasRestored(plans, jobs);
  const step = nextStepOf(plans, jobs, isRestored);
  const look = lookOf(step);
  if (!look) return null;
  return (
    <Button
      appearance="primary"
      size="large"
      icon={<look.Icon />}
      data-next-step={step.kind}
      onClick={() => void take(step)}
    >
      {words(look.word, { name: 'plan' in step ? shownName(step.plan.name) : '' })}
    </Button>
  );
}

function lookOf(step: NextStep) {
  switch (step.kind) {
    case 'back-up':
      return {
        Icon: ShieldAdd20Regular,
        word: step.plans.length > 1 ? 'window.today.step.back-up-all' : 'window.today.step.back-up',
      } as const;
    case 'check':
      return { Icon: DocumentSearch20Regular, word: 'window.today.step.check' } as const;
    case 'look':
      return { Icon: Search20Regular, word: 'window.today.step.look' } as const;
    case 'resume':
      return { Icon: Play20Regular, word: 'window.today.step.resume' } as const;
    case 'continue':
      return { Icon: Play20Regular, word: 'window.today.step.continue' } as const;
    case 'prove':
      return { Icon: FolderArrowRight20Regular, word: 'window.today.step.prove' } as const;
    case 'restore':
      return { Icon: FolderArrowRight20Regular, word: 'window.today.step.restore' } as const;
    case 'first-plan':
      return { Icon: Add20Regular, word: 'window.today.step.first-plan' } as const;
    case 'none':
      return undefined;
  }
}

async function take(step: NextStep): Promise<void> {
  switch (step.kind) {
    case 'back-up':
      for (const plan of step.plans) {
        if (!(await startBackup(plan.id))) return;
      }
      return;
    case 'resume': {
      const reply = await ask('plan.resume', { plan: step.plan.id });
      return tell(reply.ok ? undefined : reply.error, { 'try-again': () => void take(step) });
    }
    case 'continue': {
      const reply = await ask('job.resume', { jobId: step.jobId });
      return tell(reply.ok ? undefined : reply.error, { 'try-again': () => void take(step) });
    }
    case 'check':
      return startCheck(step.plan.id, 'read');
    case 'look':
      return goTo({ screen: 'plan', planId: step.plan.id });
    case 'prove':
      return goTo({ screen: 'browse', planId: step.plan.id, at: 'latest', path: '' });
    case 'restore':
      return goTo({ screen: 'restore' });
    case 'first-plan':
      return goTo({ screen: 'new-plan' });
    case 'none':
  }
}
