import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  panel: {
    boxSizing: 'border-box',
    padding: '20px 24px',
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    minWidth: 0,
  },
  flush: { padding: 0, overflow: 'hidden' },
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** A surface for things that belong together. `isFlush`: what is inside brings its own margins. */
export function Panel(props: { title?: string; isFlush?: boolean; className?: string; children: ReactNode }) {
  const styles = useStyles();
  const id = useId();
  return (
    <section
      className={mergeClasses(styles.panel, props.isFlush ? styles.flush : styles.stack, props.className)}
      aria-labelledby={props.title === undefined ? undefined : id}
    >
      {props.title !== undefined && (
        <h2 id={id} className={styles.title}>
          {props.title}
        </h2>
      )}
      {props.children}
    </section>
  );
}
