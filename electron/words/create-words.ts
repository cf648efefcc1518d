import { createInstance, type i18n } from 'i18next';
import type { ErrorCode, Holder, Language } from '../contract/index.ts';
import { holding } from './holding.ts';
import type { KeysOf, TellArguments } from './keys.ts';
import { PHONE_CODES } from './phone-codes.ts';
import { roomIn } from './room.ts';
import { sentencesEn } from './sentences.en.ts';
import { sentencesZhCn } from './sentences.zh-cn.ts';

type Sentences = typeof sentencesEn;
export type WordKey = KeysOf<Sentences>;

/** A failure for people: what happened, what to do, and the code to read out on the telephone. */
export interface ToldFailure {
  readonly code: ErrorCode;
  readonly phone: string;
  readonly sentence: string;
  readonly next: string;
}

/** A failure as it arrives: from the engine's error, or parsed from another process. */
export interface HeardFailure {
  readonly code: ErrorCode;
  readonly subject?: string | undefined;
  readonly detail?: string | undefined;
  readonly holder?: Holder | undefined;
}

/** The command line may name commands and details; the window has its own sentences (`window.instead`) where it must not. */
export type Speaker = 'command-line' | 'window';

/** `words(key, variables)` gives a sentence. */
export interface Words {
  <K extends WordKey>(key: K, ...variables: TellArguments<Sentences, K>): string;
  readonly language: Language;
  /** The instance behind it, for React. */
  readonly i18n: i18n;
  failure(failure: HeardFailure): ToldFailure;
}

export function createWords(language: Language, speaker: Speaker = 'command-line'): Words {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    // Values are printed as they are: terminals and React have their own, different, ways of making them safe.
    interpolation: { escapeValue: false },
    resources: { en: { translation: sentencesEn }, 'zh-CN': { translation: sentencesZhCn } },
  });
  const plain = (key: string, variables: Readonly<Record<string, string | number>> = {}): string =>
    instance.t(speaker === 'window' ? [`window.instead.${key}`, key] : key, { ...variables });

  return Object.assign(plain, {
    language,
    i18n: instance,
    failure: ({ code, subject = NOT_NAMED, detail = '', holder }: HeardFailure): ToldFailure => {
      // In the window a detail is small print, which stands apart.
      const told = { subject, detail: roomIn(plain, language, detail) ?? (speaker === 'window' ? '' : detail) };
      return {
        code,
        phone: PHONE_CODES[code],
        sentence: withoutEmpty(
          holder ? holding(plain, language, { ...holder, detail: told.detail }) : plain(`error.${code}.sentence`, told),
        ),
        next: plain(`error.${code}.next`, told),
      };
    },
  });
}

const NOT_NAMED = '…';

/** A failure need not have a subject or a detail: brackets that hold nothing go. */
function withoutEmpty(sentence: string): string {
  return sentence.replace(/ ?(?:\(\)|（）|\(“…”\)|（“…”）)/g, '');
}
