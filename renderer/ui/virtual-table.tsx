import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly head: ReactNode;
  readonly width: string;
  readonly isNumber?: boolean;
  readonly renderCell: (row: Row) => ReactNode;
}

const HEAD_HEIGHT = 36;

const useStyles = makeStyles({
  table: { overflowY: 'auto', overflowX: 'hidden', boxSizing: 'border-box' },
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
  const virtual = useVirtualizer({
    count: props.count,
    getScrollElement: () => box.current,
    estimateSize: () => props.rowHeight,
    overscan: 10,
    // The head stays in sight at the top of the same box.
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  });
  const lines = virtual.getVirtualItems();
  const first = lines[0]?.index ?? 0;
  const last = lines.at(-1)?.index ?? 0;
  const { onSight, count } = props;
  useEffect(() => {
    if (count > 0) onSight?.(first, last);
  }, [onSight, count, first, last]);

  useEffect(() => {
    const rows = box.current;
    const pressed = (event: KeyboardEvent) => moveFocus(event, (index) => virtual.scrollToIndex(index));
    rows?.addEventListener('keydown', pressed);
    return () => rows?.removeEventListener('keydown', pressed);
  }, [virtual]);

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
      <div role="rowgroup" className={styles.all} style={{ height: virtual.getTotalSize() }}>
        {lines.map((line) => {
          const row = props.rowAt(line.index);
          return (
            <div
              key={line.key}
              role="row"
              aria-rowindex={line.index + 2}
              data-row={line.index}
              className={mergeClasses(styles.row, styles.line)}
              style={{ gridTemplateColumns, height: line.size, transform: `translateY(${line.start - HEAD_HEIGHT}px)` }}
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
