import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { boxHeight, rowsInSight, scrollTopFor } from './row-window.ts';

export interface Column<Row> {
  readonly key: string;
  readonly head: ReactNode;
  readonly width: string;
  readonly isNumber?: boolean;
  readonly renderCell: (row: Row) => ReactNode;
}

const HEAD_HEIGHT = 36;

const useStyles = makeStyles({
  // What gets the focus must not come to rest under the head.
  table: { overflowY: 'auto', overflowX: 'hidden', boxSizing: 'border-box', scrollPaddingTop: `${HEAD_HEIGHT}px` },
  row: { display: 'grid', alignItems: 'center', columnGap: '12px', padding: '0 24px', boxSizing: 'border-box' },
  heads: { position: 'sticky', top: 0, zIndex: 1, backgroundColor: tokens.colorNeutralBackground1 },
  head: {
    height: `${HEAD_HEIGHT}px`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  all: { position: 'relative', width: '100%' },
  line: {
    position: 'absolute',
    top: 0,
    left: 0,
    width: '100%',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    // A line at the side, not another background: texts of several colours must stay readable on it in every theme.
    ':hover': { boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}` },
  },
  cell: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
});

/**
 * A table of any length: only the rows in sight exist. Rows come by number and may be missing until they have been
 * loaded; `onSight` tells which ones are looked at. Up and Down move between the same control of neighbouring rows.
 */
export function VirtualTable<Row>(props: {
  label: string;
  columns: readonly Column<Row>[];
  count: number;
  rowAt: (index: number) => Row | undefined;
  rowHeight: number;
  /** Height of the rows' box; without it they fill what there is. */
  maxHeight?: string;
  onSight?: (first: number, last: number) => void;
}) {
  const styles = useStyles();
  const box = useRef<HTMLDivElement>(null);
  const { onSight, count, rowHeight } = props;
  const sight = useSight(box);
  const { first, end, top } = rowsInSight({ count, rowHeight }, sight);
  useEffect(() => {
    if (end > first) onSight?.(first, end - 1);
  }, [onSight, first, end]);

  useEffect(() => {
    const rows = box.current;
    const show = (index: number) => {
      if (rows) rows.scrollTop = scrollTopFor({ count, rowHeight }, sightOf(rows), index);
    };
    const pressed = (event: KeyboardEvent) => moveFocus(event, show);
    rows?.addEventListener('keydown', pressed);
    return () => rows?.removeEventListener('keydown', pressed);
  }, [count, rowHeight]);

  const gridTemplateColumns = props.columns.map((column) => column.width).join(' ');
  const classOf = (column: Column<Row>) => mergeClasses(styles.cell, column.isNumber && styles.number);

  return (
    <div
      ref={box}
      className={styles.table}
      style={props.maxHeight === undefined ? { height: '100%' } : { maxHeight: props.maxHeight }}
      role="table"
      aria-label={props.label}
      aria-rowcount={props.count + 1}
    >
      <div role="rowgroup" className={styles.heads}>
        <div
          role="row"
          aria-rowindex={1}
          className={mergeClasses(styles.row, styles.head)}
          style={{ gridTemplateColumns }}
        >
          {props.columns.map((column) => (
            <div key={column.key} role="columnheader" className={classOf(column)}>
              {column.head}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.all} style={{ height: boxHeight({ count, rowHeight }) }}>
        {Array.from({ length: end - first }, (_, place) => {
          const index = first + place;
          const row = props.rowAt(index);
          return (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              data-row={index}
              className={mergeClasses(styles.row, styles.line)}
              style={{
                gridTemplateColumns,
                height: rowHeight,
                transform: `translateY(${top + place * rowHeight}px)`,
              }}
            >
              {props.columns.map((column) => (
                <div key={column.key} role="cell" data-column={column.key} className={classOf(column)}>
                  {row !== undefined && column.renderCell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The head stays in sight at the top of the same box. */
function sightOf(box: HTMLElement) {
  return { scrollTop: box.scrollTop, height: Math.max(0, box.clientHeight - HEAD_HEIGHT) };
}

function useSight(box: RefObject<HTMLElement | null>) {
  const [sight, setSight] = useState({ scrollTop: 0, height: 0 });
  useLayoutEffect(() => {
    const rows = box.current;
    if (!rows) return undefined;
    const look = () => {
      const now = sightOf(rows);
      setSight((before) => (before.scrollTop === now.scrollTop && before.height === now.height ? before : now));
    };
    look();
    rows.addEventListener('scroll', look, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(rows);
    return () => {
      rows.removeEventListener('scroll', look);
      sizes.disconnect();
    };
  }, [box]);
  return sight;
}

const CONTROLS = 'button:not(:disabled), input:not(:disabled)';

function moveFocus(event: KeyboardEvent, show: (index: number) => void): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const from = event.target instanceof HTMLElement ? event.target : undefined;
  const row = from?.closest<HTMLElement>('[data-row]');
  const column = from?.closest<HTMLElement>('[data-column]')?.dataset['column'];
  if (step === undefined || !row || column === undefined) return;
  const index = Number(row.dataset['row']) + step;
  const next = row.parentElement?.querySelector<HTMLElement>(`[data-row="${index}"] [data-column="${column}"]`);
  const control = next?.querySelector<HTMLElement>(CONTROLS);
  if (!control) return;
  event.preventDefault();
  show(index);
  control.focus({ preventScroll: true });
}
