import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServiceWatch } from '../../../electron/main/service-watch.ts';

const MINUTE = 60_000;
const LOOK = { everyMs: 5 * MINUTE };

let said: (boolean | 'asked')[];
let watch: ServiceWatch;
/** What the service does when it is asked. */
let answers: () => void;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-20T08:00:00.000Z') });
  said = [];
  answers = () => {};
  watch = new ServiceWatch({
    ask: async () => {
      said.push('asked');
      answers();
      return { ok: true, value: {} };
    },
    silent: (isSilent) => said.push(isSilent),
  });
});
afterEach(() => vi.useRealTimers());

describe("the shell's watch over the service", () => {
  it('says nothing as long as the service looks', () => {
    for (let i = 0; i < 100; i++) {
      watch.heard(LOOK);
      vi.advanceTimersByTime(5 * MINUTE);
    }

    expect(new Set(said)).toEqual(new Set([false]));
  });

  it('asks first, and tells of a service that has missed three looks; as soon as it looks again that is over', () => {
    watch.heard(LOOK);
    said = [];
    vi.advanceTimersByTime(15 * MINUTE);
    expect(new Set(said)).toEqual(new Set(['asked']));

    vi.advanceTimersByTime(MINUTE);
    expect(said.at(-1)).toBe(true);

    watch.heard(LOOK);
    expect(said.at(-1)).toBe(false);
    said = [];
    vi.advanceTimersByTime(7 * MINUTE);
    expect(said).toEqual([]);
  });

  it('tells of a service that was never heard at all', () => {
    vi.advanceTimersByTime(16 * MINUTE);

    expect(said).toContain(true);
  });

  it('does not blame one that looks when it is asked', () => {
    answers = () => watch.heard(LOOK);

    vi.advanceTimersByTime(5 * 60 * MINUTE);

    expect(said).toContain('asked');
    expect(said).not.toContain(true);
  });

  it('counts neither sleep nor a clock that is set', () => {
    watch.heard(LOOK);
    for (let day = 0; day < 5; day++) {
      // Nothing runs while it sleeps: afterwards the wall clock is ahead.
      vi.setSystemTime(Date.now() + 12 * 60 * MINUTE);
      vi.advanceTimersByTime(2 * MINUTE);
    }
    vi.setSystemTime(Date.now() - 30 * 24 * 60 * MINUTE);
    vi.advanceTimersByTime(2 * MINUTE);

    expect(said).not.toContain(true);
  });
});
