import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { RunOutcome } from '../../electron/contract/index.ts';
import { Mark, type MarkShape } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({
  outcome: { display: 'flex', alignItems: 'flex-start', gap: '16px' },
  body: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: '10px' },
  details: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
  },
  line: { '::first-letter': { textTransform: 'uppercase' } },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: '32px', fontWeight: tokens.fontWeightSemibold },
});

const SHAPES = {
  complete: 'good',
  incomplete: 'warning',
  cancelled: 'paused',
  failed: 'bad',
  skipped: 'paused',
} as const satisfies Record<RunOutcome, MarkShape>;

/** How a piece of work ended: shape, words, and what belongs to it. */
export function OutcomePanel(props: {
  outcome: RunOutcome;
  title: string;
  close?: { label: string; onClose: () => void };
  children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <Panel>
      <div className={styles.outcome} data-outcome={props.outcome}>
        <Mark shape={SHAPES[props.outcome]} size={32} />
        <div className={styles.body}>
          <h2 className={styles.title}>{props.title}</h2>
          {props.children}
        </div>
        {props.close && (
          <Button
            appearance="subtle"
            icon={<Dismiss20Regular />}
            aria-label={props.close.label}
            title={props.close.label}
            onClick={props.close.onClose}
          />
        )}
      </div>
    </Panel>
  );
}

export function OutcomeText({ children }: { children: ReactNode }) {
  return <Text block>{children}</Text>;
}

/** Figures for those who want them, one kind a line. */
export function OutcomeDetails({ lines }: { lines: readonly string[] }) {
  const styles = useStyles();
  return (
    <div className={styles.details}>
      {lines.map((line) => (
        <div key={line} className={styles.line}>
          {line}
        </div>
      ))}
    </div>
  );
}
