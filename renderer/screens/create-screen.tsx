import { Button, Field, Input, makeStyles, Spinner } from '@fluentui/react-components';
import { FolderAdd20Regular, HardDrive20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Failure, PlanAdded, PlanInput } from '../../electron/contract/index.ts';
import { ChosenFolder } from '../parts/chosen-folder.tsx';
import { Step } from '../parts/step.tsx';
import { ToldNow } from '../parts/told-now.tsx';
import { ask } from '../state/ask.ts';
import { type Speech, useSpeech } from '../state/language.ts';
import { baseName, freeName } from '../state/paths.ts';
import { goBack, showInstead } from '../state/route.ts';
import { shell } from '../state/shell.ts';
import { tell } from '../state/told.ts';
import { usePlans } from '../state/topics.ts';
import { Page } from '../ui/page.tsx';

const useStyles = makeStyles({
  buttons: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  name: { maxWidth: '480px' },
});

/** What, where, name: one page, three questions. */
export function CreateScreen() {
  const styles = useStyles();
  const speech = useSpeech();
  const { words, language } = speech;
  const plans = usePlans() ?? [];
  const [sources, setSources] = useState<readonly string[]>([]);
  const [vault, setVault] = useState<string>();
  const [ownName, setOwnName] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const [isTried, setTried] = useState(false);

  const name =
    ownName ??
    freeName(
      defaultName(speech, sources),
      plans.map((plan) => plan.name),
    );
  const knownPlace = plans.findLast((plan) => plan.origin === 'here');
  const isReady = sources.length > 0 && vault !== undefined && name.trim() !== '';

  const addSources = async () => {
    const picked = await shell.pickFolders(language);
    setSources((before) => [...new Set([...before, ...picked])]);
  };
  const chooseVault = async () => setVault((await shell.pickFolder('vault', language)) ?? vault);
  const create = async () => {
    setTried(true);
    if (!isReady) return;
    setAsking(true);
    const { added, failure } = await createAndBackUp({ name: name.trim(), sources: [...sources], vault });
    setAsking(false);
    tell(failure);
    if (added) showInstead({ screen: 'plan', planId: added.id, ...(added.inSubfolder && { newVault: added.vault }) });
  };

  return (
    <Page
      title={words('window.create.title')}
      foot={
        <>
          <Button appearance="primary" disabled={isAsking} onClick={() => void create()}>
            {isAsking ? words('window.create.creating') : words('window.create.start')}
          </Button>
          <Button onClick={goBack}>{words('window.action.cancel')}</Button>
          {isAsking && <Spinner size="tiny" />}
        </>
      }
    >
      <ToldNow />
      <Step
        number={1}
        title={words('window.create.what-title')}
        text={words('window.create.what')}
        missing={isTried && sources.length === 0 ? words('window.create.needs-what') : undefined}
      >
        {sources.map((path) => (
          <ChosenFolder
            key={path}
            path={path}
            removeLabel={words('window.create.remove-folder', { path })}
            onRemove={() => setSources(sources.filter((other) => other !== path))}
          />
        ))}
        <div className={styles.buttons}>
          <Button icon={<FolderAdd20Regular />} onClick={() => void addSources()}>
            {words(sources.length === 0 ? 'window.create.choose-folders' : 'window.create.more-folders')}
          </Button>
        </div>
      </Step>
      <Step
        number={2}
        title={words('window.create.where-title')}
        text={words('window.create.where')}
        missing={isTried && vault === undefined ? words('window.create.needs-where') : undefined}
      >
        {vault !== undefined && <ChosenFolder path={vault} />}
        <div className={styles.buttons}>
          <Button icon={<HardDrive20Regular />} onClick={() => void chooseVault()}>
            {words(vault === undefined ? 'window.create.choose-place' : 'window.action.change')}
          </Button>
          {knownPlace && vault === undefined && (
            <Button appearance="subtle" onClick={() => setVault(knownPlace.vault)}>
              {words('window.create.same-place', { name: knownPlace.name })}
            </Button>
          )}
        </div>
      </Step>
      <Step
        number={3}
        title={words('window.create.name-title')}
        missing={isTried && name.trim() === '' ? words('window.create.needs-name') : undefined}
      >
        <Field label={words('window.create.name')} className={styles.name}>
          <Input value={name} maxLength={200} onChange={(_event, { value }) => setOwnName(value)} />
        </Field>
      </Step>
    </Page>
  );
}

function defaultName({ words }: Speech, sources: readonly string[]): string {
  const [first, ...rest] = sources;
  if (first === undefined) return '';
  const name = baseName(first);
  return rest.length === 0 ? name : words('window.create.name-of-several', { name, rest: rest.length });
}

async function createAndBackUp(input: PlanInput): Promise<{ added?: PlanAdded; failure?: Failure | undefined }> {
  const added = await ask('plan.add', input);
  if (!added.ok) return { failure: added.error };
  const started = await ask('backup.start', { plan: added.value.id });
  return { added: added.value, failure: started.ok ? undefined : started.error };
}
