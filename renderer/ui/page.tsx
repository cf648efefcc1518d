import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { TIGHT } from './use-narrow.ts';

const useStyles = makeStyles({
  page: { height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0 },
  scroll: { flexGrow: 1, minHeight: 0, overflowY: 'auto', overflowX: 'hidden' },
  inner: {
    boxSizing: 'border-box',
    maxWidth: '1000px',
    margin: '0 auto',
    padding: '24px 28px 32px',
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    [`@media ${TIGHT}`]: { padding: '16px' },
  },
  filled: { height: '100%', minHeight: 0 },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '16px', justifyContent: 'space-between' },
  words: { flex: '1 1 320px', minWidth: 0, display: 'flex', flexDirection: 'column', gap: '4px' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  lead: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '70ch' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  foot: {
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  footInner: {
    boxSizing: 'border-box',
    maxWidth: '1000px',
    margin: '0 auto',
    padding: '12px 28px',
    display: 'flex',
    flexWrap: 'wrap',
    [`@media ${TIGHT}`]: { padding: '8px 16px' },
    alignItems: 'center',
    gap: '12px',
  },
});

/** One screen: heading, actions, content that scrolls, and a foot that stays. `isFilled`: the content scrolls by itself. */
export function Page(props: {
  title: ReactNode;
  trail?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  foot?: ReactNode;
  isFilled?: boolean;
  children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <div className={styles.page}>
      <div className={styles.scroll}>
        <div className={mergeClasses(styles.inner, props.isFilled && styles.filled)}>
          {props.trail}
          <header className={styles.head}>
            <div className={styles.words}>
              <h1 className={styles.title} tabIndex={-1}>
                {props.title}
              </h1>
              {props.lead !== undefined && <p className={styles.lead}>{props.lead}</p>}
            </div>
            {props.actions !== undefined && <div className={styles.actions}>{props.actions}</div>}
          </header>
          {props.children}
        </div>
      </div>
      {props.foot !== undefined && (
        <footer className={styles.foot}>
          <div className={styles.footInner}>{props.foot}</div>
        </footer>
      )}
    </div>
  );
}
