import { describe, expect, it } from 'vitest';
import { type Job, VERBS } from '../../../electron/contract/index.ts';
import { leaveText } from '../../../electron/main/leave-text.ts';
import { createWords } from '../../../electron/words/index.ts';

const english = createWords('en');
const job = (verb: Job['verb'], state: Job['state'] = 'running'): Job => ({
  id: `${verb} ${state}`,
  verb,
  planId: 'a',
  startedAt: '2026-11-21T09:00:00.000Z',
  state,
});

describe('the question before quitting', () => {
  it('says of a restore that the files which are not back stay missing, and promises no backup for it', () => {
    const text = leaveText(english, [job('restore')]);

    expect(text).toContain('The others stay missing until you restore again.');
    expect(text).not.toContain('Backup:');
  });

  it('has a line for each kind of work, once, and none for what is done', () => {
    const jobs = [job('restore'), job('backup', 'waiting'), job('backup', 'paused'), job('verify', 'done')];
    const [, ...lines] = leaveText(english, jobs).split('\n');

    expect(lines.map((line) => line.split(':')[0])).toEqual(['Backup', 'Restore']);
    for (const language of ['en', 'zh-CN'] as const) {
      const all = leaveText(
        createWords(language),
        VERBS.map((verb) => job(verb)),
      );
      expect(all.split('\n')).toHaveLength(VERBS.length + 1);
      expect(all).not.toContain('window.shell');
    }
  });
});
