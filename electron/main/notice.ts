import type { Plan } from '../contract/index.ts';
import type { Words } from '../words/index.ts';
import type { News } from './run-news.ts';

export interface Notice {
  readonly title: string;
  readonly body: string;
}

/** What a notification says of some news. */
export function noticeOf(words: Words, news: News, plans: readonly Plan[]): Notice {
  const name = plans.find(({ id }) => id === news.planId)?.name ?? words('window.app.name');
  // The pairs are a closed list, which the test of the sentences reads from this line.
  const title = words.i18n.t(`window.shell.notice.${news.about}-${news.verdict}`, { name });
  return { title, body: bodyOf(words, news) };
}

function bodyOf(words: Words, { about, verdict, count, failure }: News): string {
  if (failure) {
    const { sentence, next } = words.failure(failure);
    return `${sentence} ${next}`;
  }
  if (verdict === 'lost') return words('window.job.lost');
  if (verdict === 'complete' && about !== 'undo') return words('window.shell.notice.why-complete');
  return count > 0 ? words('window.shell.notice.why-count', { count }) : words('window.shell.notice.why-look');
}
