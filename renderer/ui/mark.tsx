import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ArrowSyncRegular,
  CheckmarkCircleRegular,
  ClockAlarmFilled,
  DismissCircleFilled,
  EyeRegular,
  QuestionCircleRegular,
  PauseCircleFilled,
  ShieldCheckmarkFilled,
  ShieldDismissRegular,
  WarningFilled,
} from '@fluentui/react-icons';

const SHAPES = {
  good: ShieldCheckmarkFilled,
  written: CheckmarkCircleRegular,
  warning: WarningFilled,
  late: ClockAlarmFilled,
  bad: DismissCircleFilled,
  none: ShieldDismissRegular,
  paused: PauseCircleFilled,
  working: ArrowSyncRegular,
  reading: EyeRegular,
  unknown: QuestionCircleRegular,
} as const;

/** A state's shape. Each has its own, so that colour is never the only difference. */
export type MarkShape = keyof typeof SHAPES;

const useStyles = makeStyles({
  mark: { flexShrink: 0, display: 'block' },
  green: { color: tokens.colorStatusSuccessForeground3 },
  blue: { color: tokens.colorCompoundBrandForeground1 },
  yellow: { color: tokens.colorStatusWarningForeground3 },
  red: { color: tokens.colorStatusDangerForeground3 },
  grey: { color: tokens.colorNeutralForeground3 },
  turning: {
    animationName: { to: { transform: 'rotate(360deg)' } },
    animationDuration: '2s',
    animationTimingFunction: 'linear',
    animationIterationCount: 'infinite',
    '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
  },
});

const COLOURS = {
  good: 'green',
  written: 'blue',
  warning: 'yellow',
  late: 'yellow',
  bad: 'red',
  none: 'red',
  paused: 'grey',
  working: 'blue',
  reading: 'grey',
  unknown: 'yellow',
} as const satisfies Record<MarkShape, string>;

export function Mark({ shape, size = 20 }: { shape: MarkShape; size?: number }) {
  const styles = useStyles();
  const Shape = SHAPES[shape];
  return (
    <Shape
      aria-hidden="true"
      fontSize={size}
      className={mergeClasses(styles.mark, styles[COLOURS[shape]], shape === 'working' && styles.turning)}
    />
  );
}
