import { Button } from '@fluentui/react-components';
import { Wrench20Regular } from '@fluentui/react-icons';
import type { Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { startRepair } from '../state/ways.ts';

/** The way out beside damage, where there is another place that may have the same bytes. */
export function RepairOffer({ plan }: { plan: Plan | undefined }) {
  const { words } = useSpeech();
  if (plan?.origin !== 'here' || (plan.copies ?? []).length === 0) return null;
  return (
    <Button icon={<Wrench20Regular />} title={words('window.repair.why')} onClick={() => startRepair(plan.id)}>
      {words('window.repair.order')}
    </Button>
  );
}
