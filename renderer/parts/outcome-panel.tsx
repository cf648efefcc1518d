import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { Mark, type MarkShape } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({
  outcome: { display: 'flex', alignItems: 'flex-start', gap: '16px' },
  body: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: '10px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: '32px', fontWeight: tokens.fontWeightSemibold },
});

/** How a piece of work ended: shape, words, and what belongs to it. Read out when it appears. */
export function OutcomePanel(props: {
  outcome: string;
  shape: MarkShape;
  title: string;
  close?: { label: string; onClose: () => void };
  children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <Panel>
      <div className={styles.outcome} role="status" data-outcome={props.outcome}>
        <Mark shape={props.shape} size={32} />
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

export function OutcomeText({ children, isQuiet = false }: { children: ReactNode; isQuiet?: boolean }) {
  return (
    <Text size={isQuiet ? 200 : 300} block>
      {children}
    </Text>
  );
}
