import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Text, tokens } from '@fluentui/react-components';
import { ERRORS, type ErrorCode, type FleetMachine, type FleetPlan } from '../../electron/contract/index.ts';
import type { FleetRow } from '../state/fleet-rows.ts';
import { useSpeech } from '../state/language.ts';
import { shownName } from '../state/paths.ts';
import { DialogFrame } from '../ui/dialog-frame.tsx';
import { Facts } from '../ui/facts.tsx';
import { FleetStateMark, useMachineName } from './fleet-table.tsx';
import { useMoment } from './use-standing.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: '12px' },
  plan: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '12px 16px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  head: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: '8px' },
  name: { margin: 0, fontSize: tokens.fontSizeBase300, overflowWrap: 'anywhere' },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
});

/** One computer: what is wrong, what to do about it, and how each of its plans stands. */
export function FleetDetails({ row, onClose }: { row: FleetRow; onClose: () => void }) {
  const styles = useStyles();
  const { words, formats } = useSpeech();
  const moment = useMoment();
  const name = useMachineName()(row);
  const fact = (label: string, value: string | undefined) => (value === undefined ? [] : [[label, value] as const]);
  return (
    <DialogFrame
      title={words('window.fleet.details-of', { name })}
      closeLabel={words('window.action.close')}
      onClose={onClose}
    >
      <Text weight="semibold">
        <FleetStateMark state={row.state} />
      </Text>
      <WhatToDo standing={row} />
      <Facts
        rows={[
          ...fact(words('window.fleet.heard'), row.heardAt && moment(row.heardAt)),
          ...fact(words('window.fleet.last-good'), row.lastGoodAt && moment(row.lastGoodAt)),
          [words('window.fleet.place'), shownName(row.vault)],
          ...fact(words('window.fleet.free'), row.freeBytes === undefined ? undefined : formats.bytes(row.freeBytes)),
          ...fact(words('window.fleet.tool'), row.tool && shownName(row.tool)),
          [words('window.fleet.id'), row.machine],
        ]}
      />
      {row.plans.length > 0 && (
        <>
          <h3 className={styles.title}>{words('window.fleet.plans')}</h3>
          <ul className={styles.list}>
            {row.plans.map((plan) => (
              <li key={plan.plan} className={styles.plan}>
                <PlanOfOther plan={plan} vault={row.vault} isOnly={row.plans.length === 1} />
              </li>
            ))}
          </ul>
        </>
      )}
    </DialogFrame>
  );
}

function WhatToDo({ standing: { state, why } }: { standing: Pick<FleetMachine, 'state' | 'why'> }) {
  const { words } = useSpeech();
  if (why === undefined) return null;
  const intent = state === 'failing' ? 'error' : ['paused', 'written'].includes(state) ? 'info' : 'warning';
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{words(`fleet.why.${why}`)}</MessageBarTitle>
        {words(`window.fleet.next.${why}`)}
      </MessageBarBody>
    </MessageBar>
  );
}

function PlanOfOther({ plan, vault, isOnly }: { plan: FleetPlan; vault: string; isOnly: boolean }) {
  const styles = useStyles();
  const { words } = useSpeech();
  const moment = useMoment();
  const cause = useCause()(plan, vault);
  const name =
    plan.name === undefined ? words('window.fleet.no-plan-name', { id: plan.plan.slice(0, 6) }) : shownName(plan.name);
  return (
    <>
      <div className={styles.head}>
        <h4 className={styles.name}>{name}</h4>
        <FleetStateMark state={plan.state} />
      </div>
      {!isOnly && plan.why !== undefined && <Text>{words(`fleet.why.${plan.why}`)}</Text>}
      <Facts
        rows={[
          [
            words('window.fleet.last-good'),
            plan.lastGoodAt === undefined ? words('window.fleet.never') : moment(plan.lastGoodAt),
          ],
          ...(plan.lastRun ? [[words('window.fleet.last-run'), cause] as const] : []),
          ...(plan.nextRunAt === undefined ? [] : [[words('window.fleet.next-run'), moment(plan.nextRunAt)] as const]),
        ]}
      />
    </>
  );
}

/** How the last backup ended, and why, where this program knows the word for it. */
function useCause(): (plan: FleetPlan, vault: string) => string {
  const { words } = useSpeech();
  const moment = useMoment();
  return ({ lastRun, name }, vault) => {
    if (!lastRun) return '';
    const at = moment(lastRun.at);
    const { code } = lastRun;
    if (code === undefined) return at;
    const known = (Object.keys(ERRORS) as ErrorCode[]).find((one) => one === code);
    const subject = /^(vault|place|write)-/.test(code) ? vault : name;
    return known === undefined
      ? `${at} · ${code}`
      : `${at} · ${words.failure({ code: known, subject: subject && shownName(subject) }).sentence}`;
  };
}
