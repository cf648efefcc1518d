import { Button, makeStyles } from '@fluentui/react-components';
import { ChevronDown20Regular, ChevronRight20Regular } from '@fluentui/react-icons';
import { type ReactNode, useId, useState } from 'react';

const useStyles = makeStyles({
  box: { alignSelf: 'stretch', display: 'flex', flexDirection: 'column', gap: '10px' },
  door: { alignSelf: 'flex-start', marginLeft: '-12px' },
  content: { display: 'flex', flexDirection: 'column', gap: '12px' },
});

/** A door: what most people need not see is behind it. `isOpenFirst`: something in there is already in use. */
export function Disclosure(props: { title: string; isOpenFirst?: boolean; children: ReactNode }) {
  const styles = useStyles();
  const id = useId();
  const [isOpen, setOpen] = useState(props.isOpenFirst ?? false);
  return (
    <div className={styles.box}>
      <Button
        appearance="subtle"
        className={styles.door}
        icon={isOpen ? <ChevronDown20Regular /> : <ChevronRight20Regular />}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {props.title}
      </Button>
      {isOpen && (
        <div id={id} className={styles.content}>
          {props.children}
        </div>
      )}
    </div>
  );
}
