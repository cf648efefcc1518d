import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronRight20Regular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';

const useStyles = makeStyles({
  card: {
    boxSizing: 'border-box',
    width: '100%',
    minHeight: '72px',
    display: 'flex',
    alignItems: 'center',
    gap: '16px',
    padding: '12px 20px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, borderTopColor: tokens.colorNeutralStroke1Hover },
    ':active': { backgroundColor: tokens.colorNeutralBackground1Pressed },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    ':disabled': { cursor: 'not-allowed', color: tokens.colorNeutralForegroundDisabled },
  },
  icon: { display: 'flex', flexShrink: 0, color: tokens.colorCompoundBrandForeground1 },
  words: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: '2px', overflowWrap: 'anywhere' },
  text: { color: tokens.colorNeutralForeground2 },
  off: { color: tokens.colorNeutralForegroundDisabled },
  arrow: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
});

/** One of a few ways to go on, said in a sentence and a half. */
export function ChoiceCard(props: {
  icon: ReactElement;
  title: string;
  text?: string | undefined;
  isDisabled?: boolean;
  isFirst?: boolean;
  onChoose: () => void;
}) {
  const styles = useStyles();
  const off = props.isDisabled === true && styles.off;
  return (
    <button
      type="button"
      className={styles.card}
      disabled={props.isDisabled === true}
      data-choice={props.title}
      {...(props.isFirst === true && { 'data-focus-first': true })}
      onClick={props.onChoose}
    >
      <span className={mergeClasses(styles.icon, off)}>{props.icon}</span>
      <span className={styles.words}>
        <Text weight="semibold" size={400} className={mergeClasses(off)}>
          {props.title}
        </Text>
        {props.text !== undefined && <Text className={mergeClasses(styles.text, off)}>{props.text}</Text>}
      </span>
      <ChevronRight20Regular className={styles.arrow} aria-hidden="true" />
    </button>
  );
}
