import {
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import type { Plan } from '../../electron/contract/index.ts';
import { useSpeech } from '../state/language.ts';
import { BackUpAgain } from './back-up-again.tsx';
import { RepairOffer } from './repair-offer.tsx';

const useStyles = makeStyles({
  code: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** Damage that was found in the newest backup of a plan: older ones may be good, and the next one makes up for it. */
export function NewestDamaged({ plan }: { plan: Plan }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { phone, code } = words.failure({ code: 'set-damaged' });
  return (
    <MessageBar intent="error" layout="multiline" role="alert" data-code={code}>
      <MessageBarBody>
        <MessageBarTitle>{words('window.today.cause.damaged')}</MessageBarTitle>
        {plan.origin === 'here' && plan.copies !== undefined && `${words('window.repair.offer')} `}
        {words('window.today.damaged-next')}
        <span className={styles.code}>{words('window.failure.code', { phone, code })}</span>
      </MessageBarBody>
      {plan.origin === 'here' && (
        <MessageBarActions>
          <RepairOffer plan={plan} />
          <BackUpAgain plan={plan} word="window.action.back-up" />
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
