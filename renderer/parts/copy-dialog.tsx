import {
  Button,
  Checkbox,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Spinner,
  Text,
} from '@fluentui/react-components';
import { type FormEvent, useRef, useState } from 'react';
import type { Failure, Plan, PlanCopy } from '../../electron/contract/index.ts';
import { ask } from '../state/ask.ts';
import { type KeepChoice, keepChoiceOf, keepOf, KEEPS } from '../state/keep-choice.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { namedPlace, NO_PLACE } from '../state/picked-place.ts';
import { unlockPlan } from '../state/unlock.ts';
import { startCopy } from '../state/ways.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { ChosenFolder } from './chosen-folder.tsx';
import { PlaceFields } from './place-fields.tsx';
import { ToldFailure } from './told-failure.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  keep: { marginLeft: '-8px' },
  failover: { display: 'flex', flexDirection: 'column', marginLeft: '-8px' },
  buttons: { display: 'flex', justifyContent: 'flex-end', alignItems: 'center', gap: '8px' },
});

/** Another place that backups are copied to; `copy`: one that is there already, whose place stays. */
export function CopyDialog(props: { plan: Plan; copy?: PlanCopy; onClose: () => void }) {
  const { words } = useSpeech();
  const { plan, copy } = props;
  return (
    <DialogFrame
      title={
        copy
          ? words('window.places.change-title', { name: shownName(copy.name) })
          : words('window.places.add-title', { name: shownName(plan.name) })
      }
      closeLabel={words('window.action.close')}
      onClose={props.onClose}
    >
      <CopyForm {...props} />
    </DialogFrame>
  );
}

function CopyForm({ plan, copy }: { plan: Plan; copy?: PlanCopy; onClose: () => void }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  const [picked, setPicked] = useState(NO_PLACE);
  const [name, setName] = useState(copy && copy.name !== copy.place ? copy.name : '');
  const [keep, setKeep] = useState<KeepChoice>(() => keepChoiceOf(copy?.keep ?? ''));
  const [failover, setFailover] = useState(copy?.failover ?? false);
  const [isTried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const named = copy ? { place: copy.place } : namedPlace(picked);

  const save = async () => {
    setTried(true);
    if (!named || isAsking) return;
    setAsking(true);
    setFailure(undefined);
    const typed = name.trim();
    const rest = { keep: keepOf(keep), failover, ...(typed !== '' && { name: typed }) };
    const reply = await ask('copy.add', { plan: plan.id, ...named, ...rest });
    setAsking(false);
    if (!reply.ok) return setFailure(reply.error);
    form.current?.closest('dialog')?.close();
    if (!copy) startCopy(plan.id, reply.value.copy);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };

  return (
    <form ref={form} className={styles.form} onSubmit={submit} data-copy-form>
      {copy ? (
        <ChosenFolder path={copy.place} />
      ) : (
        <>
          <Text>{words('window.places.add-text')}</Text>
          <PlaceFields picked={picked} isTried={isTried} isDisabled={isAsking} onChange={setPicked} />
        </>
      )}
      <Field label={words('window.places.name')} hint={words('window.places.name-hint')}>
        <Input value={name} maxLength={200} disabled={isAsking} onChange={(_event, { value }) => setName(value)} />
      </Field>
      <Field label={words('window.places.keep')}>
        <RadioGroup
          className={styles.keep}
          disabled={isAsking}
          value={keep.keep}
          onChange={(_event, { value }) => {
            const chosen = KEEPS.find((one) => one === value);
            if (chosen) setKeep({ keep: chosen });
          }}
        >
          {KEEPS.map((one) => (
            <Radio key={one} value={one} label={words(`window.draft.keep-${one}`)} />
          ))}
          {keep.keep === 'own' && <Radio value="own" label={words('window.places.keep-own', { rule: keep.rule })} />}
        </RadioGroup>
      </Field>
      <Field hint={words('window.places.failover-hint')}>
        <Checkbox
          className={styles.keep}
          label={words('window.places.failover')}
          checked={failover}
          disabled={isAsking}
          onChange={(_event, { checked }) => setFailover(checked === true)}
        />
      </Field>
      {failure && (
        <ToldFailure
          failure={failure}
          ways={{ 'try-again': () => void save(), 'give-key': () => unlockPlan(plan.id, () => void save()) }}
        />
      )}
      <div className={styles.buttons}>
        {isAsking && <Spinner size="tiny" label={words('window.places.adding')} />}
        <Button onClick={() => form.current?.closest('dialog')?.close()}>{words('window.action.cancel')}</Button>
        <Button type="submit" appearance="primary" disabled={isAsking}>
          {words(copy ? 'window.draft.save' : 'window.places.add-confirm')}
        </Button>
      </div>
    </form>
  );
}
