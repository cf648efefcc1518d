import type { Holder, Language } from '../contract/index.ts';

type Plain = (key: string, variables?: Readonly<Record<string, string>>) => string;

/** What is at work, since when and started by whom: where something else is refused as busy. */
export function holding(
  plain: Plain,
  language: Language,
  { verb, plan, since, by, user, computer, detail }: Holder & { readonly detail: string },
): string {
  const who = user && computer ? plain('holding.who', { user, computer }) : (user ?? computer);
  const isTold = by === 'schedule' || (by !== undefined && who !== undefined);
  return plain(`holding.doing.${verb}`, {
    plan,
    since: timeSince(since, language),
    by: isTold ? plain(`holding.by.${by}`, { who: who ?? '' }) : '',
    detail,
  });
}

/** The day only where it was another one. */
function timeSince(iso: string, language: Language): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(language, { ...(!isToday && { dateStyle: 'medium' }), timeStyle: 'short' }).format(at);
}
