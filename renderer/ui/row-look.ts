import { tokens } from '@fluentui/react-components';

/** A row of a short list that can be taken away from it. */
export const rowLook = {
  display: 'flex',
  alignItems: 'center',
  gap: '10px',
  minHeight: '36px',
  padding: '2px 4px 2px 12px',
  borderRadius: tokens.borderRadiusMedium,
  backgroundColor: tokens.colorNeutralBackground3,
} as const;
