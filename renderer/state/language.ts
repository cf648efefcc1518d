import type { Language } from '../../electron/contract/index.ts';
import {
  createFormats,
  createWords,
  type Formats,
  LANGUAGES,
  languageOf,
  type Words,
} from '../../electron/words/index.ts';
import { shell } from './shell.ts';
import { Store, useStore } from './store.ts';
import { type Times, timesOf } from './times.ts';

/** Everything that depends on the language, made once for each. */
export interface Speech {
  readonly language: Language;
  readonly words: Words;
  readonly formats: Formats;
  readonly times: Times;
}

const KEPT_AS = 'strongroom.language';
const made = new Map<Language, Speech>();

function speechIn(language: Language): Speech {
  const known = made.get(language);
  if (known) return known;
  const speech = {
    language,
    words: createWords(language, 'window'),
    formats: createFormats(language),
    times: timesOf(localeOf(language)),
  };
  made.set(language, speech);
  return speech;
}

/** Dates in the way of the person's own region, where the system names one of this language. */
function localeOf(language: Language): string {
  return navigator.languages.find((locale) => locale.includes('-') && languageOf(locale) === language) ?? language;
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT_AS);
  return LANGUAGES.find((language) => language === kept) ?? languageOf(navigator.language);
}

const current = new Store(speechIn(firstLanguage()));

export function useSpeech(): Speech {
  return useStore(current);
}

export function speak(language: Language): void {
  show(language);
  void shell.setSettings({ language });
}

/** Follows the shell, which keeps the choice; what stands here is only so that the first picture has its words at once. */
export function followLanguage(): void {
  const follow = (chosen: Language | null) => show(chosen ?? languageOf(navigator.language));
  shell.onSettings(({ language }) => follow(language));
  void shell.settings().then(({ language }) => follow(language));
}

function show(language: Language): void {
  localStorage.setItem(KEPT_AS, language);
  current.set(speechIn(language));
}
