import { describe, expect, it } from 'vitest';
import { boxHeight, rowsInSight, scrollTopFor } from '../../../renderer/ui/row-window.ts';

const HEIGHT = 600;
const lists = [7, 100, 50_000, 1_000_000, 20_000_000].map((count) => ({ count, rowHeight: 36 }));

describe('the rows of a long list', () => {
  it.each(lists)('are all within reach, the last of $count too, in a box that can be drawn', (list) => {
    const most = Math.max(0, boxHeight(list) - HEIGHT);

    const begin = rowsInSight(list, { scrollTop: 0, height: HEIGHT });
    const end = rowsInSight(list, { scrollTop: most, height: HEIGHT });

    expect(boxHeight(list)).toBeLessThanOrEqual(10_000_000);
    expect([begin.first, begin.top, end.end]).toEqual([0, 0, list.count]);
    // The last row ends where the box does.
    expect(end.top + (end.end - end.first) * list.rowHeight).toBeCloseTo(boxHeight(list), 3);
  });

  it.each(lists)('fill what is in sight wherever $count of them are scrolled to', (list) => {
    const most = Math.max(0, boxHeight(list) - HEIGHT);
    for (let part = 0; part <= 1; part += 0.01) {
      const scrollTop = most * part;
      const { first, end, top } = rowsInSight(list, { scrollTop, height: HEIGHT });

      expect(top).toBeLessThanOrEqual(scrollTop + 0.001);
      const bottom = Math.min(scrollTop + HEIGHT, boxHeight(list));
      expect(top + (end - first) * list.rowHeight).toBeGreaterThanOrEqual(bottom - 0.001);
      expect(end - first).toBeLessThan(45);
    }
  });

  it.each(lists)('come whole into sight when one of $count is asked for, and stay where it is in sight', (list) => {
    const { count, rowHeight } = list;
    for (const row of [0, 1, Math.floor(count / 3), Math.floor(count / 2), count - 1]) {
      const sight = { scrollTop: boxHeight(list) / 2.5, height: HEIGHT };
      const scrollTop = scrollTopFor(list, sight, row);
      const { first, top } = rowsInSight(list, { ...sight, scrollTop });
      const rowTop = top + (row - first) * rowHeight;

      expect(rowTop).toBeGreaterThanOrEqual(scrollTop - 0.001);
      expect(rowTop + rowHeight).toBeLessThanOrEqual(scrollTop + HEIGHT + 0.001);
      expect(scrollTopFor(list, { ...sight, scrollTop }, row)).toBeCloseTo(scrollTop, 6);
    }
  });

  it('are none in an empty list, and only some before the box has a size', () => {
    expect(rowsInSight({ count: 0, rowHeight: 36 }, { scrollTop: 0, height: HEIGHT })).toEqual({
      first: 0,
      end: 0,
      top: 0,
    });
    expect(rowsInSight({ count: 50, rowHeight: 36 }, { scrollTop: 0, height: 0 }).end).toBe(10);
  });
});
