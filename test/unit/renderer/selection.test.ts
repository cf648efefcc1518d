import { describe, expect, it } from 'vitest';
import {
  choose,
  isChosen,
  isChosenAbove,
  NOTHING,
  requestedPaths,
  unchoose,
} from '../../../renderer/state/selection.ts';

describe('a selection', () => {
  it('takes in everything below a chosen folder', () => {
    const chosen = choose(NOTHING, 'Documents/合同');

    expect(isChosen(chosen, 'Documents/合同')).toBe(true);
    expect(isChosen(chosen, 'Documents/合同/2026/a.txt')).toBe(true);
    expect(isChosenAbove(chosen, 'Documents/合同')).toBe(false);
    expect(isChosen(chosen, 'Documents/合同2')).toBe(false);
    expect(isChosen(chosen, 'Documents')).toBe(false);
  });

  it('names a folder instead of what was chosen in it', () => {
    const chosen = choose(choose(choose(NOTHING, 'a/b/c'), 'a/bc'), 'a/b');

    expect(requestedPaths(chosen)).toEqual(['a/bc', 'a/b']);
    expect(requestedPaths(unchoose(chosen, 'a/bc'))).toEqual(['a/b']);
  });

  it('asks for everything by naming nothing', () => {
    const chosen = choose(choose(NOTHING, 'a'), '');

    expect(chosen.size).toBe(1);
    expect(isChosen(chosen, 'anything/at/all')).toBe(true);
    expect(requestedPaths(chosen)).toEqual([]);
  });
});
