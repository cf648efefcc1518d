import { CounterBadge, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useIsTight } from './use-narrow.ts';

const useStyles = makeStyles({
  item: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    minHeight: '40px',
    flexShrink: 0,
    padding: '0 12px',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground2Hover },
    ':active': { backgroundColor: tokens.colorSubtleBackgroundPressed, color: tokens.colorNeutralForeground2Pressed },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  chosen: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    color: tokens.colorNeutralForeground2Selected,
    fontWeight: tokens.fontWeightSemibold,
    '::before': {
      content: '""',
      position: 'absolute',
      left: 0,
      top: '11px',
      bottom: '11px',
      width: '3px',
      borderRadius: '2px',
      backgroundColor: tokens.colorCompoundBrandBackground,
    },
  },
  icon: { display: 'flex', flexShrink: 0 },
  badge: { marginLeft: 'auto' },
  tightBadge: { position: 'absolute', top: '4px', right: '2px' },
  chosenIcon: { color: tokens.colorNeutralForeground2BrandSelected },
});

/** One place in the navigation bar. */
export function NavItem(props: {
  icon: ReactElement;
  chosenIcon: ReactElement;
  isChosen: boolean;
  onGo: () => void;
  children: string;
  /** So many things wait there; `label` says it in words. */
  badge?: number;
  label?: string;
}) {
  const styles = useStyles();
  const isTight = useIsTight();
  return (
    <button
      type="button"
      className={mergeClasses(styles.item, props.isChosen && styles.chosen)}
      title={props.label}
      {...(isTight && { 'aria-label': props.label ?? props.children, title: props.label ?? props.children })}
      aria-current={props.isChosen ? 'page' : undefined}
      onClick={props.onGo}
    >
      <span className={mergeClasses(styles.icon, props.isChosen && styles.chosenIcon)}>
        {props.isChosen ? props.chosenIcon : props.icon}
      </span>
      {!isTight && <span>{props.children}</span>}
      {props.badge !== undefined && (
        <CounterBadge
          count={props.badge}
          color="danger"
          size="small"
          className={mergeClasses(styles.badge, isTight && styles.tightBadge)}
        />
      )}
    </button>
  );
}
