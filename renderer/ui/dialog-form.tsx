import { Button, makeStyles, Spinner } from '@fluentui/react-components';
import { type FormEvent, type ReactNode, useRef } from 'react';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px' },
  foot: { display: 'flex', justifyContent: 'flex-end', alignItems: 'center', gap: '8px' },
});

/** Questions inside a dialog, with what saves the answers and what puts the dialog away. */
export function DialogForm(props: {
  saveLabel: string;
  cancelLabel: string;
  isSaving: boolean;
  /** `close`: to be called once nothing is left to be asked. */
  onSave: (close: () => void) => Promise<void>;
  children: ReactNode;
}) {
  const styles = useStyles();
  const form = useRef<HTMLFormElement>(null);
  const close = () => form.current?.closest('dialog')?.close();
  const save = (event: FormEvent) => {
    event.preventDefault();
    void props.onSave(close);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={save} noValidate>
      {props.children}
      <div className={styles.foot}>
        {props.isSaving && <Spinner size="tiny" />}
        <Button onClick={close}>{props.cancelLabel}</Button>
        <Button type="submit" appearance="primary" disabled={props.isSaving}>
          {props.saveLabel}
        </Button>
      </div>
    </form>
  );
}
