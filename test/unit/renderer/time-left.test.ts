import { describe, expect, it } from 'vitest';
import { type Sample, secondsLeft, withSample } from '../../../renderer/state/time-left.ts';

const steady = (seconds: number, sharePerSecond: number, from = 0): Sample[] =>
  Array.from({ length: seconds + 1 }, (_, second) => ({ atMs: second * 1000, share: from + second * sharePerSecond }));

describe('the time that is left', () => {
  it('is not known in the first seconds', () => {
    expect(secondsLeft([])).toBeUndefined();
    expect(secondsLeft(steady(7, 0.01))).toBeUndefined();
  });

  it('is what the pace says, once it has been measured', () => {
    expect(secondsLeft(steady(10, 0.01))).toBeCloseTo(90);
  });

  it('is not known while nothing goes on', () => {
    expect(secondsLeft(steady(30, 0))).toBeUndefined();
  });

  it('is not known while the pace of now and of the whole tell different stories', () => {
    const slowed = [
      ...steady(30, 0.02),
      ...steady(25, 0.0005, 0.6).map(({ atMs, share }) => ({ atMs: atMs + 31_000, share })),
    ];

    expect(secondsLeft(slowed)).toBeUndefined();
  });

  it('is measured at most once a second, and anew when the share goes back', () => {
    const first = withSample([], { atMs: 0, share: 0.5 });

    expect(withSample(first, { atMs: 400, share: 0.6 })).toBe(first);
    expect(withSample(first, { atMs: 1000, share: 0.6 })).toHaveLength(2);
    expect(withSample(first, { atMs: 1000, share: 0.1 })).toEqual([{ atMs: 1000, share: 0.1 }]);
  });
});
