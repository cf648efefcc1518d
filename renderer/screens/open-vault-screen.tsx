import { Button, makeStyles, MessageBar, MessageBarBody, Spinner, Text, tokens } from '@fluentui/react-components';
import {
  FolderArrowRight20Regular,
  FolderOpen20Regular,
  HardDrive20Regular,
  ShieldTask20Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import type { Failure, Secret, VaultOpened } from '../../electron/contract/index.ts';
import { AddressFields } from '../parts/address-fields.tsx';
import { ChosenFolder } from '../parts/chosen-folder.tsx';
import { ToldFailure } from '../parts/told-failure.tsx';
import { ask } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { noteOpening } from '../state/openings.ts';
import { shownName } from '../state/paths.ts';
import { type NamedPlace, namedPlace, NO_PLACE } from '../state/picked-place.ts';
import { goTo } from '../state/route.ts';
import { shell } from '../state/shell.ts';
import { isOnWindows } from '../state/system.ts';
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
  | { readonly state: 'opening'; readonly at: NamedPlace }
  | { readonly state: 'opened'; readonly at: NamedPlace; readonly found: VaultOpened }
  | { readonly state: 'failed'; readonly at: NamedPlace; readonly failure: Failure };

/** Backups of another computer, or of this one before it was set up anew: opened for reading, nothing on the place changes. */
export function OpenVaultScreen() {
  const { words, language } = useSpeech();
  const [opening, setOpening] = useState<Opening>({ state: 'none' });

  const chooseFolder = async () => {
    const place = await shell.pickFolder('opened-vault', language);
    if (place !== null) await open({ place });
  };
  const askKey = (at: NamedPlace) =>
    askForKey({
      about: shownName(at.place),
      open: (secret) => open(at, secret),
      goOn: () => {},
      canRemember: false,
    });
  /** With a secret, what does not open it is told beside the question for it. */
  const open = async (at: NamedPlace, secret?: Secret): Promise<Failure | undefined> => {
    if (!secret) setOpening({ state: 'opening', at });
    const reply = await ask('vault.open', { ...at, ...(secret && { secret }) });
    if (reply.ok) {
      if (secret) noteOpening();
      setOpening({ state: 'opened', at, found: reply.value });
      return undefined;
    }
    if (!secret) setOpening({ state: 'failed', at, failure: reply.error });
    if (!secret && reply.error.code === 'key-needed') askKey(at);
    return reply.error;
  };

  return (
    <Page title={words('window.vault.title')} lead={words('window.vault.text')}>
      <Panel>
        <WhereBackupsAre opening={opening} onFolder={chooseFolder} onAddress={(at) => void open(at)} />
      </Panel>
      {opening.state === 'opening' && <Spinner label={words('window.vault.opening')} />}
      {opening.state === 'failed' && (
        <ToldFailure
          failure={opening.failure}
          ways={{
            'try-again': () => void open(opening.at),
            'other-folder': () => void chooseFolder(),
            'give-key': () => askKey(opening.at),
          }}
        />
      )}
      {opening.state === 'opened' && <Found found={opening.found} />}
    </Page>
  );
}

/** A folder is opened once it is chosen, an address once it has its file. */
function WhereBackupsAre(props: {
  opening: Opening;
  onFolder: () => Promise<void>;
  onAddress: (at: NamedPlace) => void;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const [picked, setPicked] = useState(NO_PLACE);
  const { opening, onFolder, onAddress } = props;
  const isOpening = opening.state === 'opening';
  const appearance = opening.state === 'opened' ? 'secondary' : 'primary';
  if (picked.way === 'address') {
    const at = namedPlace(picked);
    return (
      <div className={styles.choose}>
        <AddressFields picked={picked} isDisabled={isOpening} onChange={setPicked} />
        <div className={styles.buttons}>
          <Button
            appearance={appearance}
            icon={<FolderOpen20Regular />}
            disabled={isOpening || at === undefined}
            onClick={() => at && onAddress(at)}
          >
            {words('window.vault.open-address')}
          </Button>
          <Button icon={<HardDrive20Regular />} disabled={isOpening} onClick={() => setPicked(NO_PLACE)}>
            {words('window.places.folder-instead')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.choose}>
      {opening.state !== 'none' && <ChosenFolder path={opening.at.place} />}
      <div className={styles.buttons}>
        <Button
          appearance={appearance}
          icon={<HardDrive20Regular />}
          disabled={isOpening}
          onClick={() => void onFolder()}
        >
          {words('window.vault.choose')}
        </Button>
        <Button appearance="subtle" disabled={isOpening} onClick={() => setPicked({ ...NO_PLACE, way: 'address' })}>
          {words(isOnWindows() ? 'window.places.address-instead-windows' : 'window.places.address-instead')}
        </Button>
      </div>
      <Text className={styles.quiet}>{words('window.vault.hint')}</Text>
    </div>
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
