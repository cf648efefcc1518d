import type { Language } from '../contract/index.ts';
import { environmentLanguage, LANGUAGES } from '../words/index.ts';
import type { World } from './world.ts';

/** How to answer. Read before the line is understood, because one that is not understood must be answered so as well. */
export interface Manner {
  readonly language: Language;
  readonly json: boolean;
}

export function readManner({ argv, env, systemLocale }: World): Manner {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  const asked = words.flatMap((word, at) =>
    word === '--lang' ? [words[at + 1]] : word.startsWith('--lang=') ? [word.slice(7)] : [],
  );
  return {
    language: LANGUAGES.find((language) => language === asked.at(-1)) ?? environmentLanguage(env, systemLocale),
    json: words.includes('--json'),
  };
}
