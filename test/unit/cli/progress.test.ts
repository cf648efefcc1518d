import { describe, expect, it } from 'vitest';
import { progressLine, shareOf } from '../../../electron/cli/progress.ts';
import { createRate } from '../../../electron/cli/rate.ts';
import { createFormats, createWords } from '../../../electron/words/index.ts';
import { sample } from './fake-engine.ts';

const english = { words: createWords('en'), formats: createFormats('en') };

describe('progress', () => {
  it('names phase, share, files, bytes and rate', () => {
    expect(progressLine(english, sample, 2048)).toBe('Saving  [==========----------] 50%  50 files, 4.88 KB, 2 KB/s');
  });

  it('shows no share where nothing is known of the whole', () => {
    const unknown = { ...sample, files: { seen: 5, done: 1 }, bytes: { seen: 10, done: 1, stored: 0 }, gaps: 2 };

    expect(progressLine(english, unknown, 0)).toBe('Saving  5 files, 10 bytes, 0 bytes/s, 2 missing');
  });

  it('is the phase alone while there is nothing to count', () => {
    const nothing = {
      ...sample,
      phase: 'preparing' as const,
      files: { seen: 0, done: 0 },
      bytes: { seen: 0, done: 0, stored: 0 },
    };

    expect(progressLine(english, nothing, 0)).toBe('Getting ready');
  });

  it('never says 100 % before the end, however small the estimate was', () => {
    expect(shareOf({ ...sample, bytes: { ...sample.bytes, seen: 20_000 } })).toBe(0.99);
  });

  it('measures the rate over the last seconds of one phase', () => {
    let nowMs = 0;
    const rate = createRate(() => nowMs);
    const at = (ms: number, seen: number, phase = sample.phase) => {
      nowMs = ms;
      return rate({ ...sample, phase, bytes: { seen, done: 0, stored: 0 } });
    };

    expect([at(0, 0), at(1000, 1000), at(2000, 3000), at(8000, 9000), at(8100, 9100, 'sealing')]).toEqual([
      0, 1000, 1500, 0, 0,
    ]);
  });
});
