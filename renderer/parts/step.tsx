import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { Panel } from '../ui/panel.tsx';

const useStyles = makeStyles({
  step: { display: 'flex', gap: '16px' },
  number: {
    flexShrink: 0,
    width: '28px',
    height: '28px',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
  },
  body: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: '10px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: '28px', fontWeight: tokens.fontWeightSemibold },
  text: { color: tokens.colorNeutralForeground2, maxWidth: '70ch', marginTop: '-6px' },
  missing: { color: tokens.colorStatusDangerForeground3 },
});

/** One numbered question of a page, with what is missing in its answer. */
export function Step(props: {
  number: number;
  title: string;
  text?: string;
  missing?: string | undefined;
  children: ReactNode;
}) {
  const styles = useStyles();
  const id = useId();
  return (
    <Panel>
      <div className={styles.step} role="group" aria-labelledby={id}>
        <span className={styles.number} aria-hidden="true">
          {props.number}
        </span>
        <div className={styles.body}>
          <h2 id={id} className={styles.title}>
            {props.title}
          </h2>
          {props.text !== undefined && <Text className={styles.text}>{props.text}</Text>}
          {props.children}
          {props.missing !== undefined && (
            <Text role="alert" className={styles.missing}>
              {props.missing}
            </Text>
          )}
        </div>
      </div>
    </Panel>
  );
}
