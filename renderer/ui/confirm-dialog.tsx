import { Button, makeStyles } from '@fluentui/react-components';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { dialogLook, dialogTitle } from './dialog-look.ts';

const useStyles = makeStyles({
  dialog: {
    ...dialogLook,
    width: '520px',
    padding: '24px',
  },
  title: {
    margin: '0 0 8px',
    ...dialogTitle,
  },
  text: { margin: '0 0 24px' },
  more: { margin: '-12px 0 24px -8px' },
  buttons: { display: 'flex', justifyContent: 'flex-end', gap: '8px' },
});

/**
 * Asks once more. The browser's own dialog: it keeps the focus inside, gives it back, and hides the page from screen
 * readers only for as long as it is there, even if the screen below it goes.
 */
export function ConfirmDialog(props: {
  isOpen: boolean;
  title: string;
  text: string;
  confirm: string;
  cancel: string;
  onConfirm: () => void;
  onClose: () => void;
  /** What else is asked, below the text. */
  children?: ReactNode;
}) {
  const styles = useStyles();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const { isOpen } = props;
  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
    if (!isOpen) dialog.current?.close();
  }, [isOpen]);

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onClose={props.onClose}
    >
      <h2 id={`${id}-title`} className={styles.title}>
        {props.title}
      </h2>
      <p id={`${id}-text`} className={styles.text}>
        {props.text}
      </p>
      {props.children !== undefined && <div className={styles.more}>{props.children}</div>}
      <div className={styles.buttons}>
        <Button onClick={props.onClose}>{props.cancel}</Button>
        <Button appearance="primary" onClick={props.onConfirm}>
          {props.confirm}
        </Button>
      </div>
    </dialog>
  );
}
