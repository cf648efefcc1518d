import { Button, Label, makeStyles, Select, Slider, tokens } from '@fluentui/react-components';
import { ChevronLeft20Regular, ChevronRight20Regular } from '@fluentui/react-icons';
import { useEffect, useId, useState } from 'react';
import type { Point } from '../../electron/contract/index.ts';
import { useAnswer } from '../state/ask.ts';
import { useSpeech } from '../state/language.ts';
import { useMoment } from './use-standing.ts';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', gap: '8px', flexWrap: 'wrap' },
  label: { whiteSpace: 'nowrap' },
  slider: { flexGrow: 1, minWidth: '140px' },
  end: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, whiteSpace: 'nowrap' },
});

const SETTLED_MS = 250;

/** The recovery points of a plan from the oldest to the newest: by name, step by step, or by sliding along them. */
export function PointTimeline(props: { planId: string; setId: string | undefined; onChoose: (setId: string) => void }) {
  const styles = useStyles();
  const id = useId();
  const { words } = useSpeech();
  const moment = useMoment();
  const answer = useAnswer('point.list', { plan: props.planId });
  const points: readonly Point[] = 'value' in answer && answer.value ? answer.value : [];
  const index = points.findIndex((point) => point.setId === props.setId);
  const older = points[index - 1];
  const newer = index < 0 ? undefined : points[index + 1];
  const [oldest, newest] = [points[0], points.at(-1)];
  const nameOf = (point: Point) =>
    point.outcome === 'incomplete'
      ? `${moment(point.at)} (${words('window.point.missing', { count: point.gaps })})`
      : moment(point.at);

  return (
    <div className={styles.row} data-timeline={points.length}>
      <Label htmlFor={id} className={styles.label}>
        {words('window.browse.point')}
      </Label>
      <Select id={id} value={props.setId ?? ''} onChange={(_event, { value }) => props.onChoose(value)}>
        {props.setId === undefined && <option value="">{words('window.app.loading')}</option>}
        {points.toReversed().map((point) => (
          <option key={point.setId} value={point.setId}>
            {nameOf(point)}
          </option>
        ))}
      </Select>
      <Button
        appearance="subtle"
        icon={<ChevronLeft20Regular />}
        disabled={!older}
        onClick={() => older && props.onChoose(older.setId)}
      >
        {words('window.browse.older')}
      </Button>
      {points.length > 2 && oldest && newest && (
        <>
          <span className={styles.end} title={words('window.wizard.timeline.oldest', { at: moment(oldest.at) })}>
            {moment(oldest.at)}
          </span>
          <Along points={points} index={index} nameOf={nameOf} onChoose={props.onChoose} />
          <span className={styles.end} title={words('window.wizard.timeline.newest', { at: moment(newest.at) })}>
            {moment(newest.at)}
          </span>
        </>
      )}
      <Button
        appearance="subtle"
        icon={<ChevronRight20Regular />}
        iconPosition="after"
        disabled={!newer}
        onClick={() => newer && props.onChoose(newer.setId)}
      >
        {words('window.browse.newer')}
      </Button>
    </div>
  );
}

/** The slider itself; a point is chosen once the hand has rested on it, so that sliding over many asks for none of them. */
function Along(props: {
  points: readonly Point[];
  index: number;
  nameOf: (point: Point) => string;
  onChoose: (setId: string) => void;
}) {
  const styles = useStyles();
  const { words } = useSpeech();
  const { points, index, onChoose } = props;
  const [at, setAt] = useState<number>();
  const shown = at ?? Math.max(0, index);
  const point = points[shown];

  useEffect(() => {
    if (at === undefined) return;
    const timer = setTimeout(() => {
      const settled = points[at];
      if (settled && at !== index) onChoose(settled.setId);
      setAt(undefined);
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [at, index, points, onChoose]);

  return (
    <Slider
      className={styles.slider}
      min={0}
      max={points.length - 1}
      value={shown}
      aria-label={words('window.wizard.timeline.label')}
      aria-valuetext={point ? props.nameOf(point) : ''}
      title={point ? props.nameOf(point) : ''}
      onChange={(_event, { value }) => setAt(value)}
    />
  );
}
