import { type GriffelStyle, tokens } from '@fluentui/react-components';

/** How every dialog over the page looks; its width and what is inside are its own. */
export const dialogLook = {
  boxSizing: 'border-box',
  maxWidth: 'calc(100vw - 48px)',
  border: `1px solid ${tokens.colorNeutralStroke2}`,
  borderRadius: tokens.borderRadiusXLarge,
  backgroundColor: tokens.colorNeutralBackground1,
  color: tokens.colorNeutralForeground1,
  boxShadow: tokens.shadow64,
  overflowWrap: 'anywhere',
  // Custom properties do not reach a backdrop in every Chromium.
  '::backdrop': { backgroundColor: 'rgba(0, 0, 0, 0.4)' },
} as const satisfies GriffelStyle;

export const dialogTitle = {
  fontSize: tokens.fontSizeBase500,
  lineHeight: tokens.lineHeightBase500,
  fontWeight: tokens.fontWeightSemibold,
} as const satisfies GriffelStyle;
