import { Button, Field, Input, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { Folder20Regular, FolderAdd20Regular, HardDrive20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Estimate, Plan } from '../../electron/contract/index.ts';
import type { Answer } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import type { Offers } from '../state/offers.ts';
import { namedPlace, NO_PLACE, type PickedPlace } from '../state/picked-place.ts';
import type { PlanDraft } from '../state/plan-draft.ts';
import type { PlaceHolds } from '../state/protection.ts';
import { shownName } from '../state/paths.ts';
import { shell } from '../state/shell.ts';
import { isOnWindows } from '../state/system.ts';
import { usePlans } from '../state/topics.ts';
import { Panel } from '../ui/panel.tsx';
import { AddressFields } from './address-fields.tsx';
import { ChosenFolder } from './chosen-folder.tsx';
import { ExpertSettings } from './expert-settings.tsx';
import { KeepStep } from './keep-step.tsx';
import { LeaveOutChoices } from './leave-out-choices.tsx';
import { PlaceTest } from './place-test.tsx';
import { PlanEstimate, useEstimate } from './plan-estimate.tsx';
import { ProtectStep } from './protect-step.tsx';
import { SameDisk } from './same-disk.tsx';
import { Step } from './step.tsx';
import { WhenStep } from './when-step.tsx';

const useStyles = makeStyles({
  buttons: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  name: { maxWidth: '480px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface FormParts {
  readonly draft: PlanDraft;
  readonly onChange: (draft: PlanDraft) => void;
  readonly offers: Offers | undefined;
  /** The plan that is being changed; its place is fixed. */
  readonly plan?: Plan;
  /** What is missing is only said once somebody has tried to go on. */
  readonly isTried: boolean;
}

interface Estimated {
  readonly estimate: Answer<Estimate>;
}

/** The questions of a plan: what, where, when, how long, its name. Everything else is behind doors. */
export function PlanForm(props: FormParts & { name: string; holds?: PlaceHolds | undefined }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { draft, onChange } = props;
  const estimate = useEstimate(draft);
  // How the backups are protected is only asked before there are any.
  const asked = props.plan ? 0 : 1;
  return (
    <>
      <WhatStep {...props} estimate={estimate} />
      <WhereStep {...props} estimate={estimate} />
      {!props.plan && (
        <ProtectStep
          number={3}
          protection={draft.protection}
          holds={props.holds}
          isTried={props.isTried}
          onChange={(protection) => onChange({ ...draft, protection })}
        />
      )}
      <WhenStep
        number={3 + asked}
        rules={draft.rules}
        plan={props.plan?.id}
        timing={draft.timing}
        startsWithComputer={draft.startsWithComputer}
        onChange={(change) => onChange({ ...draft, ...change })}
      />
      <KeepStep
        number={4 + asked}
        choice={draft.keep}
        plan={props.plan}
        onChange={(keep) => onChange({ ...draft, keep })}
      />
      <Step
        number={5 + asked}
        title={words('window.draft.name-title')}
        missing={props.isTried && props.name.trim() === '' ? words('window.create.needs-name') : undefined}
      >
        <Field label={words('window.create.name')} className={styles.name}>
          <Input
            value={props.name}
            maxLength={200}
            onChange={(_event, { value }) => onChange({ ...draft, ownName: value })}
          />
        </Field>
      </Step>
      <Panel>
        <ExpertSettings draft={draft} onChange={onChange} />
      </Panel>
    </>
  );
}

function WhatStep({ draft, onChange, offers, plan, isTried, estimate }: FormParts & Estimated) {
  const styles = useStyles();
  const { words, language } = useSpeech();
  const { sources } = draft;
  const add = (paths: readonly string[]) => onChange({ ...draft, sources: [...new Set([...sources, ...paths])] });
  const isFewer = plan?.sources.some(({ path }) => !sources.includes(path)) ?? false;

  return (
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
          removeLabel={words('window.create.remove-folder', { path: shownName(path) })}
          onRemove={() => onChange({ ...draft, sources: sources.filter((other) => other !== path) })}
        />
      ))}
      <div className={styles.buttons}>
        <Button
          icon={<FolderAdd20Regular />}
          onClick={() => void shell.pickFolders(language).then((picked) => add(picked))}
        >
          {words(sources.length === 0 ? 'window.create.choose-folders' : 'window.create.more-folders')}
        </Button>
        {offers?.folders
          .filter(({ path }) => !sources.includes(path))
          .map(({ kind, path }) => (
            <Button
              key={path}
              appearance="subtle"
              icon={<Folder20Regular />}
              title={shownName(path)}
              onClick={() => add([path])}
            >
              {words('window.draft.offer-add', { name: words(`window.draft.offer-${kind}`) })}
            </Button>
          ))}
      </div>
      {isFewer && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{words('window.draft.removed-source')}</MessageBarBody>
        </MessageBar>
      )}
      {sources.length > 0 && (
        <>
          <PlanEstimate answer={estimate} />
          <LeaveOutChoices
            exclude={draft.exclude}
            estimate={'value' in estimate ? estimate.value : undefined}
            onChange={(exclude) => onChange({ ...draft, exclude })}
          />
        </>
      )}
    </Step>
  );
}

function WhereStep({ draft, onChange, offers, plan, isTried, estimate }: FormParts & Estimated) {
  const styles = useStyles();
  const { words, language, formats } = useSpeech();
  const plans = usePlans() ?? [];
  const { vault } = draft;
  const choose = (path: string | null) => path !== null && onChange({ ...draft, vault: path, credentials: undefined });
  const [picked, setPicked] = useState(NO_PLACE);
  const pick = (next: PickedPlace) => {
    setPicked(next);
    const named = namedPlace(next);
    onChange({ ...draft, vault: named?.place, credentials: named?.credentials });
  };
  // Only of the place as it is chosen now.
  const isSameDisk = estimate.state === 'ready' && estimate.value.isSameDisk === true;
  const knownPlace = plans.findLast(({ origin }) => origin === 'here');

  if (plan) {
    return (
      <Step number={2} title={words('window.create.where-title')}>
        <ChosenFolder path={plan.vault} />
        <Text className={styles.quiet}>{words('window.draft.where-fixed')}</Text>
      </Step>
    );
  }
  return (
    <Step
      number={2}
      title={words('window.create.where-title')}
      text={words('window.create.where')}
      missing={isTried && vault === undefined ? words('window.create.needs-where') : undefined}
    >
      {picked.way === 'address' ? (
        <>
          <AddressFields picked={picked} onChange={pick} />
          <PlaceTest picked={picked}>
            <Button icon={<HardDrive20Regular />} onClick={() => pick(NO_PLACE)}>
              {words('window.places.folder-instead')}
            </Button>
          </PlaceTest>
        </>
      ) : (
        <>
          {vault !== undefined && <ChosenFolder path={vault} />}
          <PlaceTest picked={{ ...picked, folder: vault }}>
            <Button
              icon={<HardDrive20Regular />}
              onClick={() => void shell.pickFolder('vault', language).then((chosen) => choose(chosen))}
            >
              {words(vault === undefined ? 'window.create.choose-place' : 'window.action.change')}
            </Button>
            {knownPlace && vault === undefined && (
              <Button appearance="subtle" onClick={() => choose(knownPlace.vault)}>
                {words('window.create.same-place', { name: knownPlace.name })}
              </Button>
            )}
            {vault === undefined &&
              offers?.places.map(({ path, freeBytes }) => (
                <Button key={path} appearance="subtle" onClick={() => choose(path)}>
                  {words('window.draft.offer-place', { path: shownName(path) })} ·{' '}
                  {words('window.draft.offer-free', { free: formats.bytes(freeBytes) })}
                </Button>
              ))}
            {vault === undefined && (
              <Button appearance="subtle" onClick={() => pick({ ...NO_PLACE, way: 'address' })}>
                {words(isOnWindows() ? 'window.places.address-instead-windows' : 'window.places.address-instead')}
              </Button>
            )}
          </PlaceTest>
        </>
      )}
      {isSameDisk && <SameDisk />}
    </Step>
  );
}
