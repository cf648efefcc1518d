import { describe, expect, it } from 'vitest';
import { startOrders } from '../../../electron/main/start-orders.ts';
import { nextZoom, openingPlace } from '../../../electron/main/window-place.ts';

const first = { x: 0, y: 0, width: 1920, height: 1040 };
const second = { x: 1920, y: 0, width: 1280, height: 984 };
const kept = { x: 2000, y: 50, width: 1100, height: 700, isMaximized: false };
const least = { minWidth: 1024, minHeight: 640 };

describe('the window opens', () => {
  it('in the middle of the first display at first', () => {
    expect(openingPlace(null, [first, second])).toEqual({ x: 370, y: 130, width: 1180, height: 780, ...least });
  });

  it('where it stood, also on another display and partly out of sight', () => {
    expect(openingPlace(kept, [first, second])).toEqual({ x: 2000, y: 50, width: 1100, height: 700, ...least });
    expect(openingPlace({ ...kept, x: -900 }, [first])).toMatchObject({ x: -900, width: 1100 });
  });

  it('on the first display, at its size, where its own display has gone', () => {
    expect(openingPlace(kept, [first])).toEqual({ x: 410, y: 170, width: 1100, height: 700, ...least });
  });

  it.each([
    ['its title bar is above the display', { ...kept, x: 100, y: -500 }],
    ['its title bar is below the display', { ...kept, x: 100, y: 1030 }],
    ['only a sliver is in sight', { ...kept, x: -1090 }],
  ])('in sight although %s', (_why, place) => {
    expect(openingPlace(place, [first])).toMatchObject({ x: 410, y: 170 });
  });

  it('never larger than a small display, not even by its least size', () => {
    const small = { x: 0, y: 0, width: 911, height: 472 };

    expect(openingPlace({ ...kept, x: 0, y: 0, width: 3000, height: 2000 }, [small])).toEqual({
      ...small,
      minWidth: 911,
      minHeight: 472,
    });
  });
});

describe('the zoom', () => {
  it('goes in steps between 100 and 200 %', () => {
    const up = [1];
    while ((up.at(-1) ?? 2) < 2) up.push(nextZoom(up.at(-1) ?? 1, 'in'));

    expect(up).toEqual([1, 1.1, 1.25, 1.5, 1.75, 2]);
    expect([nextZoom(2, 'in'), nextZoom(2, 'out'), nextZoom(1.3, 'out'), nextZoom(1, 'out')]).toEqual([
      2, 1.75, 1.25, 1,
    ]);
  });
});

describe('a start', () => {
  it('asks for nothing but what is safe', () => {
    expect(startOrders(['/opt/strongroom', '--hidden'])).toEqual({ isHidden: true, backsUp: false });
    expect(startOrders(['x', '--back-up'])).toEqual({ isHidden: false, backsUp: true });
    expect(startOrders(['x', '--restore', '--back-up=/etc', '--remove'])).toEqual({ isHidden: false, backsUp: false });
  });
});
