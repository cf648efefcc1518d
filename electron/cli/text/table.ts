import { displayWidth } from './display-width.ts';
import { safeText } from './safe-text.ts';

export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
}

const GAP = '  ';

/** Rows under their heads, each column as wide as its widest cell; the last one is never padded. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cells = [columns.map(({ head }) => head), ...rows].map((row) => row.map(safeText));
  return alignedLines(
    cells,
    columns.map(({ align }) => align ?? 'left'),
  );
}

/** Labels and their values, indented. Values that are `undefined` are left out with their label. */
export function labelled(pairs: readonly (readonly [label: string, value: string | undefined])[]): string[] {
  const told = pairs.flatMap(([label, value]) => (value === undefined ? [] : [[safeText(label), safeText(value)]]));
  return indented(alignedLines(told, ['left', 'left']));
}

export function indented(lines: readonly string[], by = '  '): string[] {
  return lines.map((line) => by + line);
}

function alignedLines(cells: readonly (readonly string[])[], aligns: readonly ('left' | 'right')[]): string[] {
  const widths = aligns.map((_, at) => Math.max(0, ...cells.map((row) => displayWidth(row[at] ?? ''))));
  return cells.map((row) =>
    row
      .map((cell, at) => {
        const space = ' '.repeat((widths[at] ?? 0) - displayWidth(cell));
        if (aligns[at] === 'right') return space + cell;
        return at === row.length - 1 ? cell : cell + space;
      })
      .join(GAP)
      .trimEnd(),
  );
}
