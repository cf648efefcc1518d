import { describe, expect, it } from 'vitest';
import type { Job, Plan } from '../../../electron/contract/index.ts';
import { noticeOf } from '../../../electron/main/notice.ts';
import { isTold, type News, newsOfJobs, newsOfPlans } from '../../../electron/main/run-news.ts';
import { createWords } from '../../../electron/words/index.ts';
import { sentencesEn } from '../../../electron/words/sentences.en.ts';
import { plan } from '../service/fake-engine.ts';

const running: Job = { id: '1', verb: 'backup', planId: 'a', startedAt: '2026-11-21T09:00:00.000Z', state: 'running' };
const undone = {
  restore: 'r',
  files: { putBack: 1, removed: 0, leftChanged: 0, failed: 0 },
  seconds: 1,
  to: '/x',
  failures: [],
};
const done = (end: Partial<Job>): Job => ({ ...running, state: 'done', ...end });
const complete = done({ result: { ...undone, outcome: 'complete' } });

describe('news of jobs', () => {
  it('is told once, when a job ends', () => {
    expect(newsOfJobs([running], [complete]).map(({ verdict }) => verdict)).toEqual(['complete']);
    expect(newsOfJobs([complete], [complete])).toEqual([]);
    expect(newsOfJobs([running], [running])).toEqual([]);
  });

  it('tells of a job that began and ended between two reports', () => {
    expect(newsOfJobs([], [done({ failure: { code: 'vault-unavailable' } })])).toMatchObject([
      { verdict: 'failed', failure: { code: 'vault-unavailable' }, screen: 'history' },
    ]);
  });

  it('counts what is missing from the whole, not from a list that was cut', () => {
    const job = done({ result: { ...undone, outcome: 'incomplete' }, troubles: { locked: 700, denied: 20 } });

    expect(newsOfJobs([running], [job])).toMatchObject([{ verdict: 'incomplete', count: 720 }]);
  });

  it('never calls a run complete that had troubles', () => {
    const job = done({ result: { ...undone, outcome: 'complete' }, troubles: { 'volume-damaged': 1 } });

    expect(newsOfJobs([running], [job])[0]?.verdict).toBe('incomplete');
  });

  it('says nothing of what a person cancelled', () => {
    expect(newsOfJobs([running], [done({ failure: { code: 'cancelled' } })])).toEqual([]);
    expect(newsOfJobs([running], [done({ result: { ...undone, outcome: 'cancelled' } })])).toEqual([]);
  });

  it('knows a job as lost that its engine no longer has', () => {
    expect(newsOfJobs([running, complete], [])).toMatchObject([{ verdict: 'lost', about: 'backup' }]);
  });
});

describe('news of plans', () => {
  it('is that a plan has become overdue, once', () => {
    const overdue: Plan = { ...plan('a'), state: 'overdue' };
    const good: Plan = { ...plan('a'), state: 'protected' };

    expect(newsOfPlans([good], [overdue])).toMatchObject([{ about: 'plan', verdict: 'overdue', planId: 'a' }]);
    expect(newsOfPlans(undefined, [overdue])).toHaveLength(1);
    expect(newsOfPlans([overdue], [overdue])).toEqual([]);
    expect(newsOfPlans([good], [{ ...overdue, origin: 'vault' }])).toEqual([]);
  });
});

describe('a notification', () => {
  const verdicts = ['complete', 'incomplete', 'failed', 'lost', 'overdue'] as const;
  const told = (notifyOn: 'trouble' | 'always' | 'never', isLooking: boolean) =>
    verdicts.filter((verdict) => isTold({ verdict }, { notifyOn }, isLooking));

  it('comes only when it matters, unless the person wants all or nothing', () => {
    expect(told('trouble', false)).toEqual(['incomplete', 'failed', 'lost', 'overdue']);
    expect(told('always', false)).toEqual(verdicts);
    expect(told('never', false)).toEqual([]);
  });

  it('does not come to who is looking at the window', () => {
    expect([told('trouble', true), told('always', true)]).toEqual([[], []]);
  });

  it.each(['en', 'zh-CN'] as const)('has a title of its own for everything that can happen, in %s', (language) => {
    const words = createWords(language);
    const abouts = ['backup', 'restore', 'verify', 'undo', 'consolidate', 'copy', 'repair'] as const;
    const all: News[] = abouts.flatMap((about) =>
      (['complete', 'incomplete', 'failed', 'lost'] as const).map((verdict) => ({
        about,
        verdict,
        planId: 'a',
        count: 3,
        screen: 'history' as const,
      })),
    );
    all.push({ about: 'plan', verdict: 'overdue', planId: 'a', count: 0, screen: 'plans' });
    const notices = all.map((news) => noticeOf(words, news, [plan('a')]));

    expect(new Set(notices.map(({ title }) => title)).size).toBe(all.length);
    expect(
      notices.filter(({ title, body }) => !title.includes(plan('a').name) || /window\.|\{\{/.test(title + body)),
    ).toEqual([]);
    const titles = Object.keys(sentencesEn.window.shell.notice).filter((key) => !/^why-|^gone/.test(key));
    expect(titles.sort()).toEqual(all.map(({ about, verdict }) => `${about}-${verdict}`).sort());
  });

  it('says why a run failed and what to do next', () => {
    const news: News = {
      about: 'backup',
      verdict: 'failed',
      planId: 'a',
      count: 0,
      screen: 'history',
      failure: { code: 'vault-unavailable', subject: 'E:\\' },
    };

    expect(noticeOf(createWords('en'), news, []).body).toMatch(
      /^The vault “E:\\” cannot be reached\. Connect the disk/,
    );
  });
});
