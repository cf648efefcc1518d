import { expect, it } from 'vitest';
import { byteTicks } from '../../../renderer/state/byte-ticks.ts';

const MB = 2 ** 20;

it.each([
  { largest: 0, ticks: [0, 1] },
  { largest: 86 * MB, ticks: [0, 50 * MB, 100 * MB] },
  { largest: 3.5 * MB, ticks: [0, MB, 2 * MB, 3 * MB, 4 * MB] },
  { largest: 1023 * MB, ticks: [0, 500 * MB, 1000 * MB, 1500 * MB] },
])('marks an axis up to $largest bytes in round numbers', ({ largest, ticks }) => {
  expect(byteTicks(largest)).toEqual(ticks);
});
