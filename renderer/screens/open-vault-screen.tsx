import { Button, makeStyles, MessageBar, MessageBarBody, Spinner, Text, tokens } from '@fluentui/react-components';
import {
  FolderArrowRight20Regular,
  FolderOpen20Regular,
  HardDrive20Regular,
  ShieldTask20Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import type { Failure, Secret, VaultOpened } from '../../electron/contract/index.ts';
import { ChosenFolder } from '../parts/chosen-folder.tsx';
import { ToldFailure } from '../parts/told-failure.tsx';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { noteOpening } from '../state/openings.ts';
import { shownName } from '../state/paths.ts';
import { goTo } from '../state/route.ts';
import { shell } from '../state/shell.ts';
import { usePlans } from '../state/topics.ts';
import { askForKey } from '../state/unlock.ts';
import { Mark } from '../ui/mark.tsx';
import { Page } from '../ui/page.tsx';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({
  choose: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '12px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: '8px' },
  plan: { display: 'flex', alignItems: 'center', gap: '16px' },
  words: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
});

type Opening =
  | { readonly state: 'none' }
  | { readonly state: 'opening'; readonly place: string }
  | { readonly state: 'opened'; readonly place: string; readonly found: VaultOpened }
  | { readonly state: 'failed'; readonly place: string; readonly failure: Failure };

/** Backups of another computer, or of this one before it was set up anew: opened for reading, nothing on the place changes. */
export function OpenVaultScreen() {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const [opening, setOpening] = useState<Opening>({ state: 'none' });

  const choose = async () => {
    const place = await shell.pickFolder('opened-vault', language);
    if (place !== null) await open(place);
  };
  const askKey = (place: string) =>
    askForKey({ about: shownName(place), open: (secret) => open(place, secret), goOn: () => {}, canRemember: false });
  /** With a secret, what does not open it is told beside the question for it. */
  const open = async (place: string, secret?: Secret): Promise<Failure | undefined> => {
    if (!secret) setOpening({ state: 'opening', place });
    const reply = await ask('vault.open', { place, ...(secret && { secret }) });
    if (reply.ok) {
      if (secret) noteOpening();
      setOpening({ state: 'opened', place, found: reply.value });
      return undefined;
    }
    if (!secret) setOpening({ state: 'failed', place, failure: reply.error });
    if (!secret && reply.error.code === 'key-needed') askKey(place);
    return reply.error;
  };

  return (
    <Page title={words('window.vault.title')} lead={words('window.vault.text')}>
      <Panel>
        <div className={styles.choose}>
          {opening.state !== 'none' && <ChosenFolder path={opening.place} />}
          <Button
            appearance={opening.state === 'opened' ? 'secondary' : 'primary'}
            icon={<HardDrive20Regular />}
            disabled={opening.state === 'opening'}
            onClick={() => void choose()}
          >
            {words('window.vault.choose')}
          </Button>
          <Text className={styles.quiet}>{words('window.vault.hint')}</Text>
        </div>
      </Panel>
      {opening.state === 'opening' && <Spinner label={words('window.vault.opening')} />}
      {opening.state === 'failed' && (
        <ToldFailure
          failure={opening.failure}
          ways={{
            'try-again': () => void open(opening.place),
            'other-folder': () => void choose(),
            'give-key': () => askKey(opening.place),
          }}
        />
      )}
      {opening.state === 'opened' && <Found found={opening.found} />}
    </Page>
  );
}

function Found({ found }: { found: VaultOpened }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const known = usePlans() ?? [];
  const title =
    found.plans.length === 0 ? words('window.vault.none') : words('window.vault.found', { count: found.plans.length });
  return (
    <div role="status">
      {found.unreadable.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{words('window.vault.unreadable', { count: found.unreadable.length })}</MessageBarBody>
        </MessageBar>
      )}
      <Panel title={title}>
        {found.plans.map((plan) => (
          <div key={plan.id} className={styles.plan} data-plan={plan.id}>
            <Mark shape="reading" size={28} />
            <div className={styles.words}>
              <Text weight="semibold">{shownName(plan.name)}</Text>
              <Text className={styles.quiet}>
                {words('window.vault.plan-line', { machine: plan.machine, count: plan.points })}
              </Text>
            </div>
            <div className={styles.buttons}>
              <Button
                appearance="primary"
                icon={<FolderArrowRight20Regular />}
                disabled={plan.points === 0}
                onClick={() =>
                  goTo({ screen: 'give-back', planId: plan.id, at: 'latest', paths: [], story: 'new-computer' })
                }
              >
                {words('window.wizard.moved.everything')}
              </Button>
              <Button
                icon={<FolderOpen20Regular />}
                disabled={plan.points === 0}
                onClick={() =>
                  goTo({ screen: 'browse', planId: plan.id, at: 'latest', path: '', story: 'new-computer' })
                }
              >
                {words('window.action.browse')}
              </Button>
              {known.some(({ id, origin }) => id === plan.id && origin === 'vault') && (
                <Button icon={<ShieldTask20Regular />} onClick={() => goTo({ screen: 'adopt', planId: plan.id })}>
                  {words('window.wizard.moved.adopt-short')}
                </Button>
              )}
            </div>
          </div>
        ))}
      </Panel>
    </div>
  );
}
