/**
 * Every sentence that a person reads, in English and Simplified Chinese: errors, results, the command line, the window.
 * Gives text for codes and keys; never decides anything, prints nothing, and knows no process. Keys and the variables of
 * a sentence are typed from the English text, and a code of the contract without a sentence does not compile.
 */
export { type AlarmText, alarmText } from './alarm-text.ts';
export { createFormats, type Formats } from './formats.ts';
export type { Sentence } from './errors.en.ts';
export { environmentLanguage, LANGUAGES, languageOf } from './language.ts';
export { writeLetter } from './letters.ts';
export { lockText } from './lock-text.ts';
export { PHONE_CODES } from './phone-codes.ts';
export { runCsv } from './run-csv.ts';
export { VAULT_README } from './vault-readme.ts';
export { WATCH_FILE } from './watch-file.ts';
export { createWords, type Speaker, type ToldFailure, type WordKey, type Words } from './create-words.ts';
