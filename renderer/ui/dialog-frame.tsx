import { Button, makeStyles } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { dialogLook, dialogTitle } from './dialog-look.ts';

const useStyles = makeStyles({
  dialog: {
    ...dialogLook,
    width: '680px',
    maxHeight: 'calc(100vh - 48px)',
    padding: 0,
  },
  head: { display: 'flex', alignItems: 'flex-start', gap: '12px', padding: '20px 16px 8px 24px' },
  title: {
    margin: 0,
    flexGrow: 1,
    ...dialogTitle,
    ':focus': { outlineStyle: 'none' },
  },
  content: {
    boxSizing: 'border-box',
    maxHeight: 'calc(100vh - 140px)',
    overflowY: 'auto',
    padding: '0 24px 24px',
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
  },
});

/** More about one thing, over the page. The browser's own dialog: Escape closes it, the focus stays inside and comes back. */
export function DialogFrame(props: { title: string; closeLabel: string; onClose: () => void; children: ReactNode }) {
  const styles = useStyles();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
    title.current?.focus();
  }, []);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={id} onClose={props.onClose}>
      <div className={styles.head}>
        <h2 id={id} ref={title} tabIndex={-1} className={styles.title}>
          {props.title}
        </h2>
        <Button
          appearance="subtle"
          icon={<Dismiss20Regular />}
          aria-label={props.closeLabel}
          title={props.closeLabel}
          onClick={() => dialog.current?.close()}
        />
      </div>
      <div className={styles.content}>{props.children}</div>
    </dialog>
  );
}
