/** Chromium lays nothing out beyond some 33 million pixels of the screen, which are fewer here where the window is enlarged. */
const BOX_HEIGHT_MAX = 10_000_000;
/** Rows that exist before and behind those in sight. */
const AROUND = 10;

export interface RowList {
  readonly count: number;
  readonly rowHeight: number;
}

/** What is seen of a list: how far its box is scrolled and how much of it the rows can fill, in pixels. */
export interface Sight {
  readonly scrollTop: number;
  readonly height: number;
}

/** Height of the box that all rows are in. A list too long for a box is passed through faster than the box is scrolled. */
export function boxHeight({ count, rowHeight }: RowList): number {
  return Math.min(count * rowHeight, BOX_HEIGHT_MAX);
}

/** The rows that shall exist, and where in the box the first of them stands. */
export function rowsInSight(list: RowList, sight: Sight): { first: number; end: number; top: number } {
  const listTop = sight.scrollTop * paceOf(list, sight);
  const first = Math.max(0, Math.floor(listTop / list.rowHeight) - AROUND);
  const end = Math.min(list.count, Math.ceil((listTop + sight.height) / list.rowHeight) + AROUND);
  return { first: Math.min(first, end), end, top: sight.scrollTop - listTop + first * list.rowHeight };
}

/** How far the box has to be scrolled so that a row is whole in sight; as far as it is where it already is. */
export function scrollTopFor(list: RowList, sight: Sight, row: number): number {
  const pace = paceOf(list, sight);
  const listTop = sight.scrollTop * pace;
  const top = row * list.rowHeight;
  if (top < listTop) return top / pace;
  const least = top + list.rowHeight - sight.height;
  return least > listTop ? least / pace : sight.scrollTop;
}

/** By how many pixels of the list one pixel of scrolling moves on. */
function paceOf(list: RowList, { height }: Sight): number {
  const box = boxHeight(list);
  const all = list.count * list.rowHeight;
  return all === box ? 1 : (all - height) / (box - height);
}
