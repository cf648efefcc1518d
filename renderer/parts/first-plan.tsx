import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Add20Regular, Folder24Regular, HardDrive24Regular, ShieldCheckmark24Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useSpeech } from '../state/language.ts';
import { goTo } from '../state/route.ts';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({
  hero: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '20px', padding: '8px 0' },
  steps: { display: 'grid', gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', gap: '12px' },
  step: { display: 'flex', flexDirection: 'column', gap: '6px' },
  icon: { color: tokens.colorCompoundBrandForeground1, display: 'flex' },
  other: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '16px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Home before there is any plan: what to do first, and the way in for those who bring backups along. */
export function FirstPlan() {
  const styles = useStyles();
  const { words } = useSpeech();
  return (
    <Page title={words('window.empty.title')} lead={words('window.empty.text')}>
      <div className={styles.steps}>
        <Step icon={<Folder24Regular />} title={words('window.empty.what-title')} text={words('window.empty.what')} />
        <Step
          icon={<HardDrive24Regular />}
          title={words('window.empty.where-title')}
          text={words('window.empty.where')}
        />
        <Step
          icon={<ShieldCheckmark24Regular />}
          title={words('window.empty.done-title')}
          text={words('window.empty.done')}
        />
      </div>
      <div className={styles.hero}>
        <Button appearance="primary" size="large" icon={<Add20Regular />} onClick={() => goTo({ screen: 'new-plan' })}>
          {words('window.empty.start')}
        </Button>
      </div>
      <Panel>
        <div className={styles.other}>
          <div className={styles.step}>
            <Text weight="semibold">{words('window.empty.other-title')}</Text>
            <Text className={styles.quiet}>{words('window.empty.other')}</Text>
          </div>
          <Button onClick={() => goTo({ screen: 'open-vault' })}>{words('window.nav.open-vault')}</Button>
        </div>
      </Panel>
    </Page>
  );
}

function Step({ icon, title, text }: { icon: ReactElement; title: string; text: string }) {
  const styles = useStyles();
  return (
    <Panel>
      <div className={styles.step}>
        <span className={styles.icon}>{icon}</span>
        <Text weight="semibold">{title}</Text>
        <Text className={styles.quiet}>{text}</Text>
      </div>
    </Panel>
  );
}
