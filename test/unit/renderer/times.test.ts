import { describe, expect, it } from 'vitest';
import { timesOf } from '../../../renderer/state/times.ts';

const now = Date.parse('2026-11-21T10:00:00.000Z');
const plain = (text: string | undefined) => text?.replaceAll(/[\u202f\u00a0]/g, ' ');

describe('times', () => {
  it('are told as ages that never sound better than they are', () => {
    const times = timesOf('en', 'UTC');
    const age = (iso: string) => times.age(iso, now);

    expect(age('2026-11-21T09:59:30.000Z')).toBeUndefined();
    expect(age('2026-11-21T08:00:01.000Z')).toBe('1 hour ago');
    expect(age('2026-11-20T09:00:00.000Z')).toBe('yesterday');
    expect(age('2026-11-01T10:00:00.000Z')).toBe('2 weeks ago');
    expect(age('2026-11-21T11:00:00.000Z')).toBeUndefined();
  });

  it('follow the language and the calendar on the wall', () => {
    const chinese = timesOf('zh-CN', 'Asia/Shanghai');

    expect(plain(timesOf('en-GB', 'UTC').point('2026-11-19T09:30:00.000Z', now))).toBe('Thu 19 Nov, 9:30');
    expect(plain(timesOf('en-GB', 'UTC').point('2025-11-19T09:30:00.000Z', now))).toContain('2025');
    expect(plain(chinese.point('2026-11-19T09:30:00.000Z', now))).toBe('11月19日周四 17:30');
    expect(chinese.daysAgo('2026-11-20T15:59:00.000Z', now)).toBe(1);
    expect(chinese.daysAgo('2026-11-20T16:01:00.000Z', now)).toBe(0);
  });
});
