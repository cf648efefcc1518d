import type { Language } from '../contract/index.ts';

export const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];

/** The language of a locale's name, be it written `zh_CN.UTF-8`, `zh-Hans-CN` or `C`: whatever is not Chinese is English. */
export function languageOf(locale: string): Language {
  return /^zh(?:$|[-_.@])/i.test(locale) ? 'zh-CN' : 'en';
}

/** POSIX precedence: LC_ALL, then LC_MESSAGES, then LANG; where none is set (Windows), what the system says. */
export function environmentLanguage(
  env: Readonly<Record<string, string | undefined>>,
  systemLocale: () => string,
): Language {
  return languageOf(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || systemLocale());
}
